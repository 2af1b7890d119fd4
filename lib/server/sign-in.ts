import "server-only";
import { openAttemptLimit, type AttemptLimit } from "#lib/auth/attempt-limit.ts";
import { takeSignInToken } from "#lib/auth/sign-in-token.ts";
import { AppError } from "#lib/domain/errors.ts";
import { systemClock } from "./clock.ts";
import { behindTeleport, config } from "./config.ts";
import { log } from "./log.ts";
import { tooManyAttempts } from "./refusals.ts";
import { closeSession, openSession } from "./session.ts";

const localAdmin = "local admin";

// Next may load this module more than once in one process: the count is kept outside of it.
const holder = globalThis as { awsAccessSignInAttempts?: AttemptLimit };

function attempts(): AttemptLimit {
  holder.awsAccessSignInAttempts ??= openAttemptLimit({ attempts: 10, refillMs: 10_000 }, systemClock);
  return holder.awsAccessSignInAttempts;
}

/** Turns a sign-in token into a session. Throws where too many were tried: only those that failed count. */
export async function exchangeToken(token: string): Promise<boolean> {
  if (behindTeleport()) return false;
  const attempt = attempts().take();
  if (!attempt.ok) throw new AppError(tooManyAttempts(attempt.waitMs));
  if (!takeSignInToken(config().DATA_DIR, token, systemClock.now())) return false;
  attempts().giveBack();
  await openSession(localAdmin);
  log.info("a local admin signed in");
  return true;
}

export async function leave(): Promise<void> {
  await closeSession();
}
