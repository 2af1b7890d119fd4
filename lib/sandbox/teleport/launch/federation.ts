import { z } from "zod";
import { AwsUnreachable, type SessionCredentials } from "./aws-sessions.ts";

const timeoutMs = 10_000;
const answerSchema = z.object({ SigninToken: z.string().min(1) });

/**
 * Turns credentials into an address that opens the console, as a custom identity broker does. Credentials of a
 * chained role must be sent without a session duration: AWS refuses it. The console is the sandbox's own, in the
 * place of the partition's one that an app's URI names.
 */
export async function consoleLoginUrl(
  endpoint: string,
  credentials: SessionCredentials,
  issuer: string,
): Promise<string> {
  const session = {
    sessionId: credentials.accessKeyId,
    sessionKey: credentials.secretAccessKey,
    sessionToken: credentials.sessionToken,
  };
  const tokenUrl = new URL("/federation", endpoint);
  tokenUrl.search = new URLSearchParams({
    Action: "getSigninToken",
    Session: JSON.stringify(session),
  }).toString();
  const response = await fetch(tokenUrl, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
  const text = await response.text();
  if (!response.ok) throw new AwsUnreachable(`The sign-in endpoint answered ${response.status}: ${text}`);
  const { SigninToken } = answerSchema.parse(JSON.parse(text));
  const loginUrl = new URL("/federation", endpoint);
  loginUrl.search = new URLSearchParams({
    Action: "login",
    Issuer: issuer,
    Destination: new URL("/console", endpoint).href,
    SigninToken,
  }).toString();
  return loginUrl.href;
}
