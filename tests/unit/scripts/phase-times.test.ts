import { expect, test } from "vitest";
import { inPhase, timeTable, type Phase } from "../../../scripts/support/phase-times.ts";

test("stages come in their order, then the files that took longest, the slowest first", () => {
  const phases = [
    { name: "vitest", durationMs: 420_000, busy: 0.934 },
    { name: "build", durationMs: 38_250, busy: 0.5 },
  ];
  const files = [
    { file: "quick.test.ts", durationMs: 40 },
    { file: "slow.spec.ts", durationMs: 91_000 },
    { file: "middle.test.ts", durationMs: 2_500 },
  ];
  expect(timeTable(phases, files, 2)).toEqual([
    "  420.0 s  vitest, processors 93 % busy",
    "   38.3 s  build, processors 50 % busy",
    "   91.0 s  slow.spec.ts",
    "    2.5 s  middle.test.ts",
  ]);
});

/** The kernel counts in hundredths of a second. */
function computeFor(cpuMs: number): string {
  const began = process.cpuUsage();
  let turns = 0;
  while (process.cpuUsage(began).user < cpuMs * 1000) turns += 1;
  return `${turns > 0}`;
}

test("a stage gives back what its work gives, and says how long it took and how busy the processors were", async () => {
  const phases: Phase[] = [];
  expect(await inPhase(phases, "work", () => Promise.resolve(computeFor(60)))).toBe("true");
  expect(phases).toEqual([{ name: "work", durationMs: expect.any(Number), busy: expect.any(Number) }]);
  const [{ durationMs, busy } = { durationMs: -1, busy: -1 }] = phases;
  expect(durationMs).toBeGreaterThan(50);
  expect(busy).toBeGreaterThan(0);
  expect(busy).toBeLessThanOrEqual(1);
});
