// Runs vector files through the domain: node --conditions=react-server scripts/vectors.ts FILE…
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

import { runVectorFile } from "../tests/support/vectors/run-file.ts";

const files = process.argv.slice(2);
let passed = 0;
let failed = 0;

for (const file of files) {
  try {
    for (const { name, mismatches } of runVectorFile(readFileSync(locate(file), "utf8"))) {
      if (mismatches.length === 0) passed += 1;
      else {
        failed += 1;
        console.log([`${file}: ${name}`, ...mismatches.map((words) => `  ${words}`)].join("\n"));
      }
    }
  } catch (error) {
    failed += 1;
    console.log(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
if (files.length === 0) console.log("Name at least one vector file: npm run vectors -- FILE…");
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && files.length > 0 ? 0 : 1;

// npm starts scripts in the project's folder; INIT_CWD is where the person was.
function locate(file: string): string {
  const here = resolve(file);
  return existsSync(here) ? here : resolve(process.env["INIT_CWD"] ?? ".", file);
}
