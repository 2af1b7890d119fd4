import pLimit from "p-limit";
import { isRunStopping, type Problem } from "#lib/domain/errors.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { awaitWorld } from "./await-world.ts";
import { requestsAtOnce, type LiveRun } from "./live-run.ts";
import { performChange } from "./perform-change.ts";
import { changedAfterwards, notConfirmed, toProblem } from "./problems.ts";
import { look } from "./read-back.ts";
import { isMade, missingNeed, type FoldedChange } from "./run-fold.ts";
import { schedule, type Batch } from "./schedule.ts";
import { isOpen, settleChange } from "./settle-change.ts";

/** Roles that are under way side by side; half of them wait between two reads while the others ask. */
const lanesAtOnce = 2 * requestsAtOnce;

async function runChange(run: LiveRun, change: AnyChange): Promise<void> {
  const folded = run.fold.changes.get(change.key);
  if (folded === undefined) return;
  if (folded.status === "not-started") {
    if (missingNeed(run.fold, change) !== null) return;
    await performChange(run, change);
  }
  if (run.stopped === null && isMade(folded.status)) await awaitWorld(run, change);
}

async function runBatch(run: LiveRun, batch: Batch): Promise<void> {
  const limit = pLimit(lanesAtOnce);
  const lanes = batch.map((lane) =>
    limit(async () => {
      for (const change of lane) {
        if (run.stopped !== null) return;
        await runChange(run, change);
      }
    }),
  );
  // All lanes are waited for, also when one fails: nothing may go on writing behind the run's end.
  const outcomes = await Promise.allSettled(lanes);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** Looks, one after the other, at what a former attempt of this run left open. */
export async function settleOpenChanges(run: LiveRun): Promise<void> {
  for (const folded of run.changes()) {
    if (run.stopped !== null) return;
    if (isOpen(folded)) await settleChange(run, folded);
  }
}

/** What is still not confirmed when all else is done is looked at once more: somebody else's by now, or said to be unknown. */
async function confirmAtTheEnd(run: LiveRun, folded: FoldedChange): Promise<void> {
  const change = folded.intended ?? folded.change;
  const resource = run.bind(change);
  const sight = await look(run, resource, change);
  if (sight.seen === "after") return run.record({ type: "verified", changeKey: change.key });
  // What stands there was neither before nor is it ours: no read is as late as that, somebody wrote after us.
  if (sight.seen === "other") {
    const observed = sight.found as AnyChange["before"];
    const problem = changedAfterwards(resource, change.after, observed);
    return run.record({ type: "conflict", changeKey: change.key, observed, problem });
  }
  const cause = sight.seen === "nothing" ? sight.problem : folded.problem;
  if (cause !== null && sight.seen === "nothing" && isRunStopping(cause.code)) return run.stop(cause);
  await run.record({ type: "unknown", changeKey: change.key, problem: notConfirmed(resource, cause) });
}

async function carryOut(run: LiveRun): Promise<void> {
  await settleOpenChanges(run);
  for (const batch of schedule(run.fold.plan.changes)) {
    if (run.stopped !== null) return;
    await runBatch(run, batch);
  }
  for (const folded of run.changes()) {
    if (run.stopped !== null) return;
    if (folded.status === "applied") await confirmAtTheEnd(run, folded);
  }
}

async function recordEnd(run: LiveRun, problem: Problem | null): Promise<void> {
  try {
    await run.record(problem === null ? { type: "run-finished" } : { type: "run-stopped", problem });
  } catch (error) {
    // Without the journal the run has no end on record: it counts as interrupted, and a restart settles it.
    run.log?.error({ err: error, runId: run.fold.runId }, "The end of a run could not be journaled");
  }
}

/** Carries the run's plan out from wherever it stands, and journals its end. Never throws. */
export async function executeRun(run: LiveRun): Promise<void> {
  try {
    await carryOut(run);
  } catch (error) {
    run.stop(toProblem(error, run.log));
  }
  await recordEnd(run, run.stopped);
}
