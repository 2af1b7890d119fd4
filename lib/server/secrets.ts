import { withoutSecrets } from "#lib/domain/text/without-secrets.ts";
import { config, type Config } from "./config.ts";

/** Too short a text stands in too many lines by chance. */
const shortestSecret = 6;

/** The secrets that the configuration holds, as they may stand in a line of the log. */
export function configuredSecrets(settings: Config): readonly string[] {
  const { DATABASE_URL, JOURNAL_KEY, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = settings;
  const plain = [JOURNAL_KEY, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ...passwordOf(DATABASE_URL)];
  return plain.filter((text) => text !== undefined && text.length >= shortestSecret) as string[];
}

/** As it stands in the address, and as the driver reads it. */
function passwordOf(address: string | undefined): readonly string[] {
  if (address === undefined || !URL.canParse(address)) return [];
  const { password } = new URL(address);
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    // A percent sign that encodes nothing: the password is what stands there.
    return [password];
  }
}

/** For everything that goes to the log, whoever writes it. */
export function censored(line: string): string {
  return withoutSecrets(line, configuredSecrets(config()));
}
