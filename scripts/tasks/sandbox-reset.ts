import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "../support/paths.ts";

const directory = resolve(root, process.env.SANDBOX_DIR || ".sandbox");
if (!existsSync(directory)) {
  console.log(`There is no sandbox in ${directory}.`);
} else if (!existsSync(join(directory, "env"))) {
  // The variable may point anywhere: only a folder that the sandbox wrote is removed.
  console.error(
    `${directory} does not look like a sandbox's folder (no file “env” in it): nothing was removed.`,
  );
  process.exit(1);
} else {
  rmSync(directory, { recursive: true });
  console.log(`Cleared ${directory}: the next start seeds it anew.`);
}
