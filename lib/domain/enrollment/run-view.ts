import type { AnyChange } from "./resource.ts";
import type { ChangeStatus, Run } from "./run.ts";
import type { RunView } from "./views.ts";
import { takesAway } from "./goes-on.ts";
import { planTitle } from "./titles.ts";
import { changeWords } from "./run-words.ts";

/** What a change is called: the title that its resource renders. */
export type TitleOfChange = (change: AnyChange) => string;

const settled: ReadonlySet<ChangeStatus> = new Set(["verified", "applied", "skipped", "conflict", "failed"]);
const written: ReadonlySet<ChangeStatus> = new Set(["verified", "applied", "unknown"]);
const retryable: ReadonlySet<ChangeStatus> = new Set(["failed", "conflict"]);

/** `shown`: the changes that are told one by one; the numbers are always those of all. */
export function runView(
  run: Run,
  titleOf: TitleOfChange,
  reading: boolean,
  shown: Run["changes"] = run.changes,
): RunView {
  const resting = run.status !== "running";
  const has = (statuses: ReadonlySet<ChangeStatus>) => run.changes.some(({ status }) => statuses.has(status));
  // What somebody changed after our write holds it still.
  const leftSomething = has(written) || run.changes.some((one) => one.status === "conflict" && one.written);
  const open = run.changes.some(({ status }) => !settled.has(status));
  return {
    id: run.id,
    revision: run.revision,
    integration: run.plan.scope.integration,
    step: run.plan.step,
    title: planTitle(run.plan.step),
    status: run.status,
    startedBy: run.startedBy,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    problem: run.problem,
    done: run.changes.filter(({ status }) => settled.has(status)).length,
    total: run.changes.length,
    changes: shown.map((progress) => ({
      key: progress.change.key,
      title: titleOf(progress.change),
      resource: progress.change.resource.id,
      status: progress.status,
      words: changeWords(progress),
      problem: progress.problem,
      waiting: progress.waiting,
      at: progress.at,
    })),
    canContinue: resting && open,
    canRetryFailed: resting && has(retryable),
    canUndo: resting && leftSomething && (run.undone === null || run.undone.state === "in-part"),
    undone: run.undone,
    undoes: run.plan.undoes,
    reading,
    takesAway: takesAway(run.plan, run.endedAt ?? run.startedAt),
  };
}
