import { mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const memoryDisk = "/dev/shm";
/** A few databases at a time; containers often have a small one. */
const roomNeededBytes = 1_000_000_000;

function hasRoom(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize >= roomNeededBytes;
  } catch {
    return false;
  }
}

/**
 * A new folder for databases, in memory where the machine has room: each entry of a journal is a commit, and no test
 * pulls the plug, so that waiting for a disk proves nothing.
 */
export function quickFolder(prefix: string): string {
  return mkdtempSync(join(hasRoom(memoryDisk) ? memoryDisk : tmpdir(), prefix));
}
