import { rmSync } from "node:fs";
import { onTestFinished } from "vitest";
import { quickFolder } from "./quick-folder.ts";

/** A folder of its own for one test, gone afterwards. */
export function temporaryDataDir(): string {
  const path = quickFolder("aws-access-data-");
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
