import type { Plan } from "#lib/domain/enrollment/resource.ts";
import type { ChangeStatus, Run } from "#lib/domain/enrollment/run.ts";
import { AppError, isRunStopping } from "#lib/domain/errors.ts";
import { RunsElsewhere } from "./engine/elsewhere.ts";
import { executeRun, settleOpenChanges } from "./engine/execute.ts";
import { takeLease, type LeaseKeeper } from "./engine/lease-keeper.ts";
import { LiveRun } from "./engine/live-run.ts";
import { assertNotExpired, findSoundPlan, savePlan } from "./engine/plans.ts";
import {
  emptyFold,
  foldRun,
  toRun,
  undoneState,
  type FoldedChange,
  type RunFold,
} from "./engine/run-fold.ts";
import { RunListeners } from "./engine/run-listeners.ts";
import { checkScope } from "./engine/scope-check.ts";
import type { Engine, EngineDeps, PreparedUndo } from "./engine/types.ts";
import { nothingKnown, prepareUndoOf } from "./engine/undo.ts";

export type { Engine, EngineDeps } from "./engine/types.ts";

/** Leases name the run, so that whoever meets one knows which run is under way. */
const leaseOwner = (owner: string, runId: string) => `${owner} run ${runId}`;
const runHeldBy = (owner: string) => owner.split(" run ").at(-1);

/** A change that stopped its run failed for the run's sake: going on tries it again without being asked. */
function failedForTheRun({ status, problem }: FoldedChange): boolean {
  return status === "failed" && problem !== null && isRunStopping(problem.code);
}

const retried: ReadonlySet<ChangeStatus> = new Set<ChangeStatus>(["failed", "conflict"]);

const lookElsewhereEveryMs = 1_000;

export function createEngine(deps: EngineDeps): Engine {
  const { journal, lease, clock, owner } = deps;
  const active = new Map<string, LiveRun>();
  const starting = new Map<string, Promise<{ runId: string }>>();
  const underWay = new Set<Promise<void>>();
  const listeners = new RunListeners(deps.log);
  const elsewhere = new RunsElsewhere(journal, loadFold);

  async function loadFold(runId: string): Promise<RunFold | null> {
    const entries = await journal.eventsOfRun(runId);
    const started = entries.find((entry) => entry.event.type === "run-started");
    if (started?.event.type !== "run-started") return null;
    const plan = await findSoundPlan(deps, started.event.planId);
    return foldRun(runId, plan, entries);
  }

  function goLive(fold: RunFold, keeper: LeaseKeeper, context: LiveRun["context"]): LiveRun {
    const publish = (current: () => Run) => listeners.publish(fold.runId, current);
    return new LiveRun({ fold, context, deps, keeper, publish });
  }

  /** Runs in the background; whoever asked has long been answered. */
  function launch(run: LiveRun, keeper: LeaseKeeper): void {
    const { runId } = run.fold;
    active.set(runId, run);
    const work = (async () => {
      await executeRun(run);
      await keeper.release().catch((error: unknown) => {
        deps.log?.warn({ err: error, runId }, "A lease could not be given back; it ends by itself");
      });
      active.delete(runId);
      const ended = toRun(run.fold, { active: false, waiting: new Map(), undone: null });
      listeners.publish(runId, () => ended, "now");
    })();
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  async function prepare(
    plan: Plan,
    runId: string,
  ): Promise<{ keeper: LeaseKeeper; context: LiveRun["context"] }> {
    const context = await deps.context(plan.scope);
    await checkScope(plan, context);
    const keeper = await takeLease(lease, clock, plan.scope.accountId, leaseOwner(owner, runId));
    return { keeper, context };
  }

  async function releaseAfter<T>(keeper: LeaseKeeper, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      await keeper.release();
      throw error;
    }
  }

  /** Two clicks of one person are one wish: the second waits for what the first began. */
  function apply(planId: string, by: string): Promise<{ runId: string }> {
    const begun = starting.get(planId) ?? start(planId, by).finally(() => starting.delete(planId));
    starting.set(planId, begun);
    return begun;
  }

  async function start(planId: string, by: string): Promise<{ runId: string }> {
    const plan = await findSoundPlan(deps, planId);
    const earlier = await journal.runOfPlan(planId);
    if (earlier !== null) return { runId: earlier };
    assertNotExpired(deps, plan);
    const runId = deps.newId();
    const { keeper, context } = await prepare(plan, runId);
    return releaseAfter(keeper, async () => {
      // Asked again under the lease: another tab may have been as quick as this one.
      const other = await journal.runOfPlan(planId);
      if (other !== null) {
        await keeper.release();
        return { runId: other };
      }
      const run = goLive(emptyFold(runId, plan), keeper, context);
      await run.record({ type: "run-started", planId, by });
      launch(run, keeper);
      return { runId };
    });
  }

  async function continueRun(runId: string, by: string, options: { retryFailed: boolean }) {
    if (active.has(runId)) return { runId };
    const known = await loadFold(runId);
    if (known === null) throw nothingKnown("run", runId);
    const { keeper, context } = await prepare(known.plan, runId);
    return releaseAfter(keeper, async () => {
      const fold = (await loadFold(runId)) ?? known;
      const run = goLive(fold, keeper, context);
      const retry = run
        .changes()
        .filter((folded) => failedForTheRun(folded) || (options.retryFailed && retried.has(folded.status)))
        .map((folded) => folded.change.key);
      await run.record({ type: "run-resumed", by, retry });
      launch(run, keeper);
      return { runId };
    });
  }

  async function isActive(fold: RunFold): Promise<boolean> {
    if (fold.end !== null) return false;
    const holder = await lease.holder(fold.plan.scope.accountId);
    return holder !== null && runHeldBy(holder.owner) === fold.runId;
  }

  async function undoneOf(runId: string): Promise<Run["undone"]> {
    const by = await journal.runThatUndoes(runId);
    const fold = by === null ? null : await loadFold(by);
    if (by === null || fold === null) return null;
    const backAgain = await undoneOf(by);
    if (backAgain?.state === "whole") return null;
    const state = undoneState(fold, await isActive(fold));
    return { by, state: state === "whole" && backAgain !== null ? "in-part" : state };
  }

  async function run(runId: string): Promise<Run | null> {
    const live = active.get(runId);
    const undone = await undoneOf(runId);
    if (live !== undefined) return { ...live.toRun(), undone };
    const fold = await elsewhere.read(runId);
    if (fold === null) return null;
    const isGoingOn = await isActive(fold);
    if (isGoingOn) elsewhere.keep(fold);
    else elsewhere.forget(fold);
    return toRun(fold, { active: isGoingOn, waiting: new Map(), undone });
  }

  /** Whoever carries a run out holds the lease of its account, and the lease names the run. */
  async function heldRuns(): Promise<readonly string[]> {
    return (await lease.holders()).flatMap(({ owner: holder }) => runHeldBy(holder) ?? []);
  }

  /** A run of another process is read from the journal, as often as people look; one of this process tells by itself. */
  async function follow(runId: string, listener: (run: Run) => void, signal: AbortSignal): Promise<void> {
    let told = "";
    while (!signal.aborted) {
      await clock.sleep(lookElsewhereEveryMs, signal);
      if (signal.aborted || active.has(runId)) continue;
      const current = await run(runId).catch(() => null);
      if (current === null || signal.aborted) continue;
      const state = `${current.status} ${current.revision}`;
      if (state !== told) listeners.tell(runId, listener, current);
      told = state;
    }
  }

  async function prepareUndo(runId: string): Promise<PreparedUndo> {
    const fold = await loadFold(runId);
    if (fold === null) throw nothingKnown("run", runId);
    if (active.has(runId) || (await isActive(fold))) {
      throw new AppError({
        code: "lease-held",
        what: "This run is still under way.",
        why: "What it has not written yet can't be taken back.",
        remedy: "Wait until it has ended.",
      });
    }
    return prepareUndoOf(deps, await deps.context(fold.plan.scope), fold);
  }

  async function settleRun(runId: string): Promise<void> {
    const known = await loadFold(runId);
    if (known === null || active.has(runId)) return;
    const { keeper, context } = await prepare(known.plan, runId);
    try {
      const fold = await loadFold(runId);
      // Meanwhile another process may have continued it to its end.
      if (fold !== null && fold.end === null) await settleOpenChanges(goLive(fold, keeper, context));
    } finally {
      await keeper.release();
    }
  }

  /** A lease may outlive its owner: it is waited for once, and a living owner's run is left alone. */
  async function settleWhenFree(runId: string): Promise<void> {
    const fold = await loadFold(runId);
    if (fold === null) return;
    const holder = await lease.holder(fold.plan.scope.accountId);
    if (holder !== null) {
      const untilMs = Date.parse(holder.until) - clock.now().getTime();
      await clock.sleep(Math.max(untilMs, 0) + 1);
      if ((await lease.holder(fold.plan.scope.accountId)) !== null) return;
    }
    await settleRun(runId);
  }

  return {
    savePlan: (draft, by) => savePlan(deps, draft, by),
    findPlan: (planId) => deps.plans.find(planId),
    apply,
    continueRun,
    prepareUndo,
    run,
    heldRuns,
    subscribe: (runId, listener) => {
      const stop = listeners.add(runId, listener);
      if (active.has(runId)) return stop;
      const following = new AbortController();
      void follow(runId, listener, following.signal);
      return () => {
        following.abort();
        stop();
      };
    },
    settle: async () => {
      for (const runId of await journal.unfinishedRuns()) {
        try {
          await settleWhenFree(runId);
        } catch (error) {
          // It stays interrupted, and continuing it looks again.
          deps.log?.warn({ err: error, runId }, "An interrupted run could not be settled yet");
        }
      }
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
