import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { keepPrivateKey, keepSecret, secretsIn } from "./known.ts";

/* What an app holds, and what it must have left nowhere when it ends. */

/** The launcher prints the first sign-in address: that one line is for the admin. */
const printedAddress = /^Open http\S+#token=(\S+)$/m;
/** Made by the app itself, 0600: the journal's key lives there. */
const keyFile = "journal.key";

interface Holder {
  dataDir: string;
  sandbox: Readonly<Record<string, string>>;
  printed: string;
}

/** Called as often as one likes: the identity is renewed now and then. */
export function keepSecretsOf({ dataDir, sandbox, printed }: Holder): void {
  keepSecret("the AWS secret key", sandbox["AWS_SECRET_ACCESS_KEY"]);
  keepSecret("a printed sign-in token", printedAddress.exec(printed)?.[1]);
  const identity = sandbox["TELEPORT_IDENTITY_FILE"];
  if (identity !== undefined) keepPrivateKey("the identity's private key", readText(identity));
  keepSecret("the journal's key", readText(join(dataDir, keyFile)).trim());
}

/** Secrets in what was printed and in the app's files: database, write-ahead log, sessions, claims. */
export function secretsLeftBy({ dataDir, printed }: Holder): string[] {
  const places = [
    { place: "the log", text: printed.replace(printedAddress, "") },
    ...filesIn(dataDir).map((name) => ({ place: `the file ${name}`, text: readText(join(dataDir, name)) })),
  ];
  return places.flatMap(({ place, text }) => secretsIn(text).map((what) => `${what} in ${place}`));
}

/** None where an app takes its folder away as it ends, as the gallery does. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== keyFile)
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** Bytes as they are, also those of a database; nothing where there is no such file. */
function readText(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
