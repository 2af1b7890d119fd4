import { buildIfNeeded } from "../support/build.ts";
import { endChildrenWithProcess } from "../support/child.ts";
import { preparePostgres, withoutPostgres } from "../support/postgres.ts";
import { closingLine, runBrowserTests, runVitest } from "../support/test-runs.ts";

endChildrenWithProcess();

const noPostgres = await preparePostgres();
const results = [await runVitest(["unit", "contract", "integration", "server"])];
if ((await buildIfNeeded()) === 0) results.push(await runBrowserTests([]));
else
  results.push({
    passed: 0,
    failed: 1,
    skipped: 0,
    notes: ["The app could not be built: no browser test ran."],
  });

if (noPostgres !== null) {
  // Vitest has counted each of its tests as skipped.
  const { failed, note } = withoutPostgres(noPostgres, Boolean(process.env.CI));
  results.push({ passed: 0, failed, skipped: 0, notes: [note] });
}

const { line, ok } = closingLine(results);
console.log(line);
process.exit(ok ? 0 : 1);
