import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

// Inside of node_modules: what stays outside of the bundle is found from there.
const folder = fileURLToPath(new URL("../../../node_modules/.cache/bundled", import.meta.url));

/** Not to be bundled: a native module finds its binary beside itself, and pg asks for one that may be missing. */
const external = ["better-sqlite3", "pg"];

/**
 * The program as one file of JavaScript, which does the same in less than half of the time: the five hundred that it is
 * made of are found, read and stripped of their types once, instead of at each start.
 */
export async function bundled(script: string): Promise<string> {
  const bundle = await rolldown({
    input: script,
    platform: "node",
    external,
    resolve: { conditionNames: ["react-server", "node", "import", "default"] },
  });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  await bundle.close();
  const { code } = output[0];
  const file = join(folder, `${createHash("sha256").update(code).digest("hex").slice(0, 16)}.mjs`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    // Another test file may be writing the same one.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, code);
    renameSync(unfinished, file);
  }
  return file;
}
