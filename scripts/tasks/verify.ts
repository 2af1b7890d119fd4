import { run } from "../support/child.ts";
import { lockProblems } from "../support/lockfile.ts";
import { root, tool } from "../support/paths.ts";

const stages: [string, string, string[]][] = [
  ["format", "oxfmt", ["--check", "."]],
  ["lint", "oxlint", ["--type-aware", "--deny-warnings"]],
  ["routes", "next", ["typegen"]],
  ["types", "tsc", ["--noEmit", "-p", "."]],
  ["dead code", "knip", ["--no-progress"]],
];

let failed = 0;
for (const [name, program, args] of stages) {
  const code = await run(process.execPath, [tool(program), ...args], { cwd: root });
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name}`);
  if (code !== 0) failed += 1;
}
const problems = lockProblems();
for (const problem of problems) console.log(problem);
console.log(`${problems.length === 0 ? "ok    " : "FAILED"} lockfile`);
if (problems.length > 0) failed += 1;
process.exit(failed === 0 ? 0 : 1);
