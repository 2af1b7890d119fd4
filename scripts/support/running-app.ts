import { isIPv6 } from "node:net";
import { issueSignInToken } from "#lib/auth/sign-in-token.ts";
import { AppError } from "#lib/domain/errors.ts";
import { claimDataDir } from "#lib/journal/data-dir.ts";
import { journalKeyFrom, openJournal } from "#lib/journal/journal.ts";
import { systemClock } from "#lib/server/clock.ts";
import { readConfig } from "#lib/server/config.ts";

/** One app per data folder: a second one is told where the first one runs, and leaves. */
export async function claimData(dataDir: string, port: number): Promise<void> {
  const claim = await claimDataDir(dataDir, { pid: process.pid, address: `http://localhost:${port}` });
  if (claim.ok) return;
  console.error(
    `The app already runs on this data (${dataDir}): ${claim.heldBy.address}, process ${claim.heldBy.pid}. ` +
      "End it first, or set DATA_DIR to another folder.",
  );
  process.exit(1);
}

/** Without its journal the app may change nothing: what is wrong with it is told before anything starts with it. */
export async function checkJournal(environment: NodeJS.ProcessEnv, dataDir: string): Promise<void> {
  const { DATABASE_URL: databaseUrl, JOURNAL_KEY } = readConfig(environment);
  try {
    const opened = await openJournal({
      dataDir,
      journalKey: journalKeyFrom(dataDir, JOURNAL_KEY),
      clock: systemClock,
      owner: "start",
      ...(databaseUrl ? { databaseUrl } : {}),
    });
    await opened.close();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { what, why, remedy } = error.problem;
    console.error(`${what} ${why} ${remedy}`);
    process.exit(1);
  }
}

/** Where the app listens: loopback, unless Teleport signs people in and somebody says otherwise. */
export function listenAddress(environment: NodeJS.ProcessEnv): string {
  return environment.LISTEN_ADDRESS || "127.0.0.1";
}

/** Returns when the app answers; gives up after two minutes. */
export async function waitUntilAnswering(port: number, address: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    if (await answers(port, address)) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  console.error("The app did not answer within two minutes.");
  process.exit(1);
}

async function answers(port: number, address: string): Promise<boolean> {
  const host = ["0.0.0.0", "::"].includes(address) ? "127.0.0.1" : address;
  try {
    // Any answer will do: this one is refused for its host name, and that is how we know that the app is there.
    await fetch(`http://${isIPv6(host) ? `[${host}]` : host}:${port}/`, { redirect: "manual" });
    return true;
  } catch {
    return false;
  }
}

/** The one address to open. Behind Teleport it is the app's there; else the token in it works once, for 10 minutes. */
export function printAddress(
  { AUTH, APP_ORIGIN, TELEPORT_APP_URI }: NodeJS.ProcessEnv,
  dataDir: string,
  port: number,
): void {
  if (AUTH === "teleport") {
    console.log(`\nTeleport signs you in, and reaches the app at ${TELEPORT_APP_URI} .`);
    console.log(`Open ${APP_ORIGIN}\n\nCtrl-C ends everything.`);
    return;
  }
  const token = issueSignInToken(dataDir, new Date());
  console.log(`\nOpen http://localhost:${port}/sign-in#token=${token}\n`);
  console.log(
    "The address works once, for 10 minutes; npm run token prints a new one. Ctrl-C ends everything.",
  );
}
