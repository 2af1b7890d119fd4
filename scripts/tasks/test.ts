import { buildIfNeeded } from "../support/build.ts";
import { endChildrenWithProcess } from "../support/child.ts";
import { inPhase, timeTable, type Phase } from "../support/phase-times.ts";
import { preparePostgres, withoutPostgres } from "../support/postgres.ts";
import { closingLine, runBrowserTests, runVitest } from "../support/test-runs.ts";

endChildrenWithProcess();

const noPostgres = await preparePostgres();
const phases: Phase[] = [];
const results = [
  await inPhase(phases, "unit, contract and integration tests", () =>
    runVitest(["unit", "contract", "integration"]),
  ),
];
if ((await inPhase(phases, "build", buildIfNeeded)) === 0) {
  results.push(await inPhase(phases, "browser tests", () => runBrowserTests([])));
} else {
  results.push({
    passed: 0,
    failed: 1,
    skipped: 0,
    notes: ["The app could not be built: no browser test ran."],
  });
}

if (noPostgres !== null) {
  // Vitest has counted each of its tests as skipped.
  const { failed, note } = withoutPostgres(noPostgres, Boolean(process.env.CI));
  results.push({ passed: 0, failed, skipped: 0, notes: [note] });
}

const files = results.flatMap((result) => result.files ?? []);
for (const row of timeTable(phases, files)) console.log(row);
const { line, ok } = closingLine(results);
console.log(line);
process.exit(ok ? 0 : 1);
