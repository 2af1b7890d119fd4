import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "./child.ts";
import { inRoot, root, tool } from "./paths.ts";

const sources = [
  "app",
  "components",
  "lib",
  "public",
  "next.config.js",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "package-lock.json",
  "tsconfig.json",
];
const stamp = inRoot(".next", "built-from");

function* files(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).toSorted()) yield* files(join(path, name));
}

/** SHA-256 over everything that the build reads: equal sources need no second build. */
export function sourceHash(): string {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of files(inRoot(source))) {
      const path = relative(root, file);
      if (path.startsWith(join("lib", "sandbox"))) continue;
      hash.update(path).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

/** Builds the app unless this very source is built already. Exit code. */
export async function buildIfNeeded(): Promise<number> {
  const hash = sourceHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return 0;
  console.log("Building the app…");
  const code = await run(process.execPath, [tool("next"), "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (code === 0) writeFileSync(stamp, hash);
  return code;
}

/** For a task that is nothing without the app: leaves where it can't be built. */
export async function buildOrLeave(): Promise<void> {
  const code = await buildIfNeeded();
  if (code !== 0) process.exit(code);
}
