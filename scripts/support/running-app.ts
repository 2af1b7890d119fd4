import { issueSignInToken } from "#lib/auth/sign-in-token.ts";
import { claimDataDir } from "#lib/journal/data-dir.ts";

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

/** Returns when the app answers; gives up after two minutes. */
export async function waitUntilAnswering(port: number): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  console.error("The app did not answer within two minutes.");
  process.exit(1);
}

async function answers(port: number): Promise<boolean> {
  try {
    // Any answer will do: this one is refused for its host name, and that is how we know that the app is there.
    await fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" });
    return true;
  } catch {
    return false;
  }
}

/** The one address to open: the token in it works once, for 10 minutes. */
export function printSignIn(dataDir: string, port: number): void {
  const token = issueSignInToken(dataDir, new Date());
  console.log(`\nOpen http://localhost:${port}/sign-in#token=${token}\n`);
  console.log(
    "The address works once, for 10 minutes; npm run token prints a new one. Ctrl-C ends everything.",
  );
}
