import { isRunStopping } from "#lib/domain/errors.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import type { LiveRun } from "./live-run.ts";
import { confirmAndRecord } from "./perform-change.ts";
import { changedAfterwards, changedMeanwhile, mayBeWritten } from "./problems.ts";
import { look } from "./read-back.ts";
import type { FoldedChange } from "./run-fold.ts";

/** Whether only looking can say what became of it. */
export function isOpen(folded: FoldedChange): boolean {
  return folded.status === "in-progress" || folded.status === "unknown" || folded.status === "applied";
}

/** Settles a change whose outcome is not known, by looking at what is there. Writes nothing. */
export async function settleChange(run: LiveRun, folded: FoldedChange): Promise<void> {
  const { intended } = folded;
  if (intended === null) return;
  const { key: changeKey, after } = intended;
  const resource = run.bind(intended);
  const wasWritten = folded.written || folded.status === "applied";
  // Its write was answered: a read that still shows the old value is late rather than true.
  if (wasWritten && folded.status !== "unknown") return confirmAndRecord(run, resource, changeKey, after);
  const sight = await look(run, resource, intended);
  // Minutes later no read is late any more: somebody wrote after us.
  if (wasWritten && (sight.seen === "before" || sight.seen === "other")) {
    const observed = (sight.seen === "other" ? sight.found : intended.before) as AnyChange["before"];
    const problem = changedAfterwards(resource, after, observed);
    return run.record({ type: "conflict", changeKey, observed, problem });
  }
  switch (sight.seen) {
    case "after":
      return run.record({ type: "verified", changeKey });
    case "before":
      return run.record({ type: "not-made", changeKey, why: "Looking showed that nothing was written." });
    case "other":
      return run.record({
        type: "conflict",
        changeKey,
        observed: sight.found as AnyChange["before"],
        problem: changedMeanwhile(resource, after, sight.found),
      });
    case "nothing":
      if (folded.status !== "unknown") {
        await run.record({ type: "unknown", changeKey, problem: mayBeWritten(resource, sight.problem) });
      }
      if (isRunStopping(sight.problem.code)) run.stop(sight.problem);
  }
}
