import { cpus } from "node:os";

/** A stage of a test run and what it cost. */
export interface Phase {
  name: string;
  durationMs: number;
  /** Of all the processor time that there was meanwhile, in [0, 1]: what other programs used is in it, too. */
  busy: number;
}

interface ProcessorTimes {
  busyMs: number;
  allMs: number;
}

function processorTimes(): ProcessorTimes {
  const times = cpus().map((cpu) => cpu.times);
  const allMs = times.reduce(
    (sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq,
    0,
  );
  const idleMs = times.reduce((sum, { idle }) => sum + idle, 0);
  return { busyMs: allMs - idleMs, allMs };
}

/** Does the work and keeps what it cost in `phases`. */
export async function inPhase<T>(phases: Phase[], name: string, work: () => Promise<T>): Promise<T> {
  const before = processorTimes();
  const began = performance.now();
  const result = await work();
  const after = processorTimes();
  const allMs = Math.max(after.allMs - before.allMs, 1);
  phases.push({
    name,
    durationMs: performance.now() - began,
    busy: (after.busyMs - before.busyMs) / allMs,
  });
  return result;
}

const seconds = (durationMs: number) => `${(durationMs / 1000).toFixed(1)} s`.padStart(9);

/** Where the time of a run went: its stages, and the files that took longest. */
export function timeTable(
  phases: readonly Phase[],
  files: readonly { file: string; durationMs: number }[],
  filesAtMost = 12,
): string[] {
  const slowest = files.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, filesAtMost);
  return [
    ...phases.map(
      ({ name, durationMs, busy }) =>
        `${seconds(durationMs)}  ${name}, processors ${Math.round(busy * 100)} % busy`,
    ),
    ...slowest.map(({ file, durationMs }) => `${seconds(durationMs)}  ${file}`),
  ];
}
