import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own for one test, gone afterwards. */
export function temporaryDataDir(): string {
  const path = mkdtempSync(join(tmpdir(), "aws-access-data-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
