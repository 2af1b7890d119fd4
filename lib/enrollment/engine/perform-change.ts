import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { AppError, isRunStopping, type Problem } from "#lib/domain/errors.ts";
import type { BoundResource, MaybeState } from "./bound-resource.ts";
import { provenMovedGround } from "./ground.ts";
import type { LiveRun } from "./live-run.ts";
import { changedMeanwhile, mayBeWritten, notConfirmed, stillNeeded, toProblem } from "./problems.ts";
import { confirmWrite, look } from "./read-back.ts";
import { writeChange } from "./write-change.ts";

/** How often a change is begun anew when somebody else writes between our read and our write. */
const roundsAtMost = 5;
const pauseAfterRaceMs = 500;

/** Journals what reading back showed of a write that was done. */
export async function confirmAndRecord(
  run: LiveRun,
  resource: BoundResource,
  changeKey: string,
  after: MaybeState,
): Promise<void> {
  const confirmation = await confirmWrite(run, resource, changeKey, after);
  if (confirmation.confirmed) return run.record({ type: "verified", changeKey });
  await run.record({
    type: "not-confirmed",
    changeKey,
    problem: notConfirmed(resource, confirmation.problem),
  });
  if (confirmation.stops && confirmation.problem !== null) run.stop(confirmation.problem);
}

type Round = { kind: "done" } | { kind: "raced"; problem: Problem };
const done: Round = { kind: "done" };

/** One read may be late, and show what was taken back a moment ago: nothing counts as there until looking proves it. */
async function settleAsPlanned(run: LiveRun, resource: BoundResource, change: AnyChange): Promise<Round> {
  const { key: changeKey, before } = change;
  const sight = await look(run, resource, change);
  switch (sight.seen) {
    case "after": {
      // Where this run had meant to write it before, it is ours to take back.
      const ours = run.fold.changes.get(changeKey)?.intended != null;
      await run.record(
        ours
          ? { type: "verified", changeKey }
          : { type: "skipped", changeKey, why: "It was already as planned." },
      );
      return done;
    }
    case "nothing":
      throw new AppError(sight.problem);
    case "before":
      return { kind: "raced", problem: changedMeanwhile(resource, change.after, before) };
    case "other":
      return { kind: "raced", problem: changedMeanwhile(resource, before, sight.found) };
  }
}

/** True when the change may be begun: it is as planned, what it stands on too, and nothing depends on what would go. */
async function mayBegin(
  run: LiveRun,
  resource: BoundResource,
  change: AnyChange,
  found: MaybeState,
): Promise<boolean> {
  const { key: changeKey, before, after } = change;
  if (!resource.same(found, before)) {
    const problem = changedMeanwhile(resource, before, found);
    await run.record({ type: "conflict", changeKey, observed: found as AnyChange["before"], problem });
    return false;
  }
  const problem = await provenMovedGround(run, change);
  if (problem !== null) {
    await run.record({ type: "conflict", changeKey, observed: found as AnyChange["before"], problem });
    return false;
  }
  if (after !== null) return true;
  const dependents = await resource.dependents();
  if (dependents.length === 0) return true;
  await run.record({ type: "failed", changeKey, problem: stillNeeded(resource, dependents) });
  return false;
}

async function performRound(run: LiveRun, change: AnyChange): Promise<Round> {
  const { key: changeKey, after } = change;
  const resource = run.bind(change);
  const found = await resource.read();
  if (resource.same(found, after)) return settleAsPlanned(run, resource, change);
  if (!(await mayBegin(run, resource, change, found))) return done;
  // Another lane may have met the run's end while this one was reading.
  if (run.stopped !== null) return done;
  await run.assertLease();
  await run.record({ type: "intended", changeKey, change: { ...change, before: found } as AnyChange });
  const outcome = await writeChange(run, resource, change, found);
  switch (outcome.kind) {
    case "written":
      await run.record({ type: "written", changeKey });
      await confirmAndRecord(run, resource, changeKey, after);
      run.succeeded();
      return done;
    case "raced":
      await run.record({ type: "not-made", changeKey, why: outcome.problem.what });
      return outcome;
    case "refused":
      await run.record(
        isRunStopping(outcome.problem.code)
          ? { type: "not-made", changeKey, why: outcome.problem.what }
          : { type: "failed", changeKey, problem: outcome.problem },
      );
      run.refused(outcome.problem);
      return done;
    case "unknown":
      await run.record({ type: "unknown", changeKey, problem: outcome.problem });
      run.refused(outcome.cause);
      return done;
  }
}

/** An error that nothing above foresaw: never `failed` once a write may have begun. */
async function recordUnforeseen(run: LiveRun, change: AnyChange, error: unknown): Promise<void> {
  const problem = toProblem(error, run.log);
  if (isRunStopping(problem.code)) return run.stop(problem);
  const begun = run.fold.changes.get(change.key)?.status === "in-progress";
  await run.record(
    begun
      ? { type: "unknown", changeKey: change.key, problem: mayBeWritten(run.bind(change), problem) }
      : { type: "failed", changeKey: change.key, problem },
  );
  run.refused(problem);
}

/** One change from reading to its journaled outcome. */
export async function performChange(run: LiveRun, change: AnyChange): Promise<void> {
  try {
    for (let round = 1; ; round += 1) {
      const outcome = await performRound(run, change);
      if (outcome.kind === "done") return;
      if (round === roundsAtMost) {
        await run.record({ type: "failed", changeKey: change.key, problem: outcome.problem });
        return run.refused(outcome.problem);
      }
      await run.sleep(pauseAfterRaceMs * 2 ** round);
    }
  } catch (error) {
    await recordUnforeseen(run, change, error);
  }
}
