import { buildIfNeeded } from "../support/build.ts";
import { endChildrenWithProcess } from "../support/child.ts";
import { closingLine, runBrowserTests, runVitest } from "../support/test-runs.ts";

endChildrenWithProcess();

const results = [await runVitest(["unit", "contract", "integration"])];
if ((await buildIfNeeded()) === 0) results.push(await runBrowserTests([]));
else
  results.push({
    passed: 0,
    failed: 1,
    skipped: 0,
    notes: ["The app could not be built: no browser test ran."],
  });

const { line, ok } = closingLine(results);
console.log(line);
process.exit(ok ? 0 : 1);
