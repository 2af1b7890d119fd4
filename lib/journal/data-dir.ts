import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kill } from "node:process";
import { z } from "zod";
import { requireSupportedNode } from "./node-version.ts";
import { createPrivateFile, createPrivateFolder } from "./sqlite.ts";

const claimant = z.object({ pid: z.number(), address: z.string() });
export type Claimant = z.infer<typeof claimant>;

export type DataDirClaim = { ok: true; release(): void } | { ok: false; heldBy: Claimant };

/** A lock that nothing refers to any more would be closed, and so given up, by the garbage collector. */
const held = new Set<{ close(): unknown }>();

const lockFile = "instance.lock";
const nameFile = "instance.json";

function readClaimant(dataDir: string): Claimant | null {
  try {
    return claimant.parse(JSON.parse(readFileSync(join(dataDir, nameFile), "utf8")));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Who wrote itself down last in this folder and still lives; a hint for people, where `claimDataDir` is the proof. */
export function runningAt(dataDir: string): Claimant | null {
  const found = readClaimant(dataDir);
  return found !== null && isAlive(found.pid) ? found : null;
}

const unnamed: Claimant = { pid: 0, address: "an address that it has not written down yet" };

/**
 * Claims the folder for this process until it ends. The claim is a lock of the operating system on
 * `instance.lock`, so that it dies with its owner however that ends; who holds it stands in `instance.json`.
 */
export async function claimDataDir(dataDir: string, owner: Claimant): Promise<DataDirClaim> {
  requireSupportedNode();
  createPrivateFolder(dataDir);
  const lockPath = join(dataDir, lockFile);
  const namePath = join(dataDir, nameFile);
  createPrivateFile(lockPath);
  const { default: Database } = await import("better-sqlite3");
  const lock = new Database(lockPath, { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && "code" in error && error.code === "SQLITE_BUSY")) throw error;
    return { ok: false, heldBy: readClaimant(dataDir) ?? unnamed };
  }
  writeFileSync(`${namePath}.new`, JSON.stringify(owner), { mode: 0o600 });
  renameSync(`${namePath}.new`, namePath);
  held.add(lock);
  return {
    ok: true,
    release: () => {
      held.delete(lock);
      rmSync(namePath, { force: true });
      lock.close();
    },
  };
}
