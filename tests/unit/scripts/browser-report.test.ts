import { expect, test } from "vitest";
import { browserReport, timesOfFiles, triedAgain } from "../../../scripts/support/browser-report.ts";

const result = (duration: number) => ({ duration });
const report = browserReport.parse({
  suites: [
    {
      specs: [{ file: "a.spec.ts", title: "opens", tests: [{ status: "expected", results: [result(200)] }] }],
      suites: [
        {
          specs: [
            {
              file: "a.spec.ts",
              title: "closes",
              tests: [{ status: "flaky", results: [result(1000), result(300)] }],
            },
            { file: "b.spec.ts", title: "fails", tests: [{ status: "unexpected", results: [result(10)] }] },
          ],
        },
      ],
    },
  ],
  stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
  errors: [],
});

test("a test that passed only when it was tried again is named, and no other", () => {
  expect(triedAgain(report.suites)).toEqual(["Passed only when tried again: a.spec.ts: closes"]);
});

test("the times of a file are those of all its tests, and of each try", () => {
  expect(timesOfFiles(report.suites)).toEqual([
    { file: "a.spec.ts", durationMs: 1500 },
    { file: "b.spec.ts", durationMs: 10 },
  ]);
});
