import "server-only";
import { takeSignInToken } from "#lib/auth/sign-in-token.ts";
import { config } from "./config.ts";
import { log } from "./log.ts";
import { closeSession, openSession } from "./session.ts";

const localAdmin = "local admin";

/** Turns a sign-in token into a session. */
export async function exchangeToken(token: string): Promise<boolean> {
  if (config().AUTH !== "local") return false;
  if (!takeSignInToken(config().DATA_DIR, token, new Date())) return false;
  await openSession(localAdmin);
  log.info("a local admin signed in");
  return true;
}

export async function leave(): Promise<void> {
  await closeSession();
}
