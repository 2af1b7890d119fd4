import { isRunStopping, type Problem } from "#lib/domain/errors.ts";
import type { BoundResource, MaybeState } from "./bound-resource.ts";
import type { LiveRun } from "./live-run.ts";
import { changedMeanwhile, toProblem } from "./problems.ts";

/** IAM's reads are eventually consistent: one good read proves nothing. */
export const readsThatProve = 3;
/** Waiting in sum, without the time of the requests; after it a write counts as not confirmed. */
export const confirmWithinMs = 120_000;
const firstPauseMs = 500;
const longestPauseMs = 10_000;
const pauseBetweenEqualReadsMs = 100;

export type Confirmation =
  | { confirmed: true }
  | { confirmed: false; problem: Problem | null; stops: boolean };

/** Reads until the expected value came three times running. */
export async function confirmWrite(
  run: LiveRun,
  resource: BoundResource,
  changeKey: string,
  expected: MaybeState,
): Promise<Confirmation> {
  let equalReads = 0;
  let pauseMs = firstPauseMs;
  let last: Problem | null = null;
  for (let waitedMs = 0; ;) {
    let nextMs = pauseBetweenEqualReadsMs;
    try {
      const found = await resource.read();
      equalReads = resource.same(found, expected) ? equalReads + 1 : 0;
      if (equalReads === readsThatProve) return { confirmed: true };
      if (equalReads === 0) last = changedMeanwhile(resource, expected, found);
    } catch (error) {
      equalReads = 0;
      last = toProblem(error, run.log);
      if (isRunStopping(last.code)) return { confirmed: false, problem: last, stops: true };
    }
    if (equalReads === 0) {
      nextMs = pauseMs;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      run.waitFor(changeKey, "Written; waiting until it can be read back");
    }
    if (waitedMs + nextMs > confirmWithinMs) return { confirmed: false, problem: last, stops: false };
    await run.sleep(nextMs);
    waitedMs += nextMs;
  }
}

export type Sight =
  | { seen: "after" | "before" }
  | { seen: "other"; found: MaybeState }
  | { seen: "nothing"; problem: Problem };

const lookAttempts = 20;

/** What is there now: believed when it came three times running. Used where a write's answer is not known. */
export async function look(
  run: LiveRun,
  resource: BoundResource,
  change: { before: MaybeState; after: MaybeState },
): Promise<Sight> {
  let sight: Sight | null = null;
  let equalReads = 0;
  for (let attempt = 0; attempt < lookAttempts; attempt += 1) {
    if (attempt > 0) await run.sleep(Math.min(pauseBetweenEqualReadsMs * 2 ** attempt, longestPauseMs));
    let next: Sight;
    try {
      const found = await resource.read();
      if (resource.same(found, change.after)) next = { seen: "after" };
      else if (resource.same(found, change.before)) next = { seen: "before" };
      else next = { seen: "other", found };
    } catch (error) {
      next = { seen: "nothing", problem: toProblem(error, run.log) };
      if (isRunStopping(next.problem.code)) return next;
    }
    equalReads = sight?.seen === next.seen ? equalReads + 1 : 1;
    sight = next;
    if (equalReads === readsThatProve) return sight;
  }
  return sight ?? { seen: "before" };
}
