import type { AnyChange, Plan } from "#lib/domain/enrollment/resource.ts";
import type {
  ChangeProgress,
  ChangeStatus,
  JournalEntry,
  JournalEvent,
  Run,
  Undone,
} from "#lib/domain/enrollment/run.ts";
import type { Problem } from "#lib/domain/errors.ts";

/** One change as the events so far say it. */
export interface FoldedChange {
  change: AnyChange;
  status: ChangeStatus;
  problem: Problem | null;
  observed: AnyChange["before"] | undefined;
  at: string | null;
  /** As last journaled before a write: its `before` is what was read just then, to the letter. */
  intended: AnyChange | null;
  /** The last intent's write was answered. */
  written: boolean;
}

export interface RunFold {
  runId: string;
  /** Of the last event that was taken in. */
  revision: number;
  plan: Plan;
  startedBy: string;
  startedAt: string;
  endedAt: string | null;
  end: "finished" | "stopped" | null;
  problem: Problem | null;
  changes: Map<string, FoldedChange>;
}

export function emptyFold(runId: string, plan: Plan): RunFold {
  const changes = plan.changes.map((change): [string, FoldedChange] => [
    change.key,
    {
      change,
      status: "not-started",
      problem: null,
      observed: undefined,
      at: null,
      intended: null,
      written: false,
    },
  ]);
  return {
    runId,
    revision: 0,
    plan,
    startedBy: plan.createdBy,
    startedAt: plan.createdAt,
    endedAt: null,
    end: null,
    problem: null,
    changes: new Map(changes),
  };
}

type ChangeEvent = Extract<JournalEvent, { changeKey: string }>;

const statusAfter: Record<ChangeEvent["type"], ChangeStatus> = {
  intended: "in-progress",
  written: "in-progress",
  "not-made": "not-started",
  verified: "verified",
  "not-confirmed": "applied",
  skipped: "skipped",
  conflict: "conflict",
  failed: "failed",
  unknown: "unknown",
};

function applyToChange(folded: FoldedChange, event: ChangeEvent, at: string): void {
  folded.status = statusAfter[event.type];
  folded.at = at;
  folded.problem = "problem" in event ? event.problem : null;
  folded.observed = event.type === "conflict" ? event.observed : undefined;
  if (event.type === "intended") {
    folded.intended = event.change;
    folded.written = false;
  }
  if (event.type === "written") folded.written = true;
}

/** Takes one event in; the fold is changed in place, since a run has thousands. */
export function applyEntry(fold: RunFold, { event, at, sequence }: JournalEntry): void {
  fold.revision = sequence;
  switch (event.type) {
    case "run-started":
      fold.startedBy = event.by;
      fold.startedAt = at;
      break;
    case "run-finished":
      fold.end = "finished";
      fold.endedAt = at;
      break;
    case "run-stopped":
      fold.end = "stopped";
      fold.endedAt = at;
      fold.problem = event.problem;
      break;
    case "run-resumed":
      fold.end = null;
      fold.endedAt = null;
      fold.problem = null;
      for (const key of event.retry) {
        const folded = fold.changes.get(key);
        if (folded === undefined) continue;
        folded.status = "not-started";
        folded.problem = null;
        folded.observed = undefined;
      }
      break;
    case "accepted":
    case "acceptance-withdrawn":
    case "adopted":
    case "adoption-withdrawn":
      break;
    case "intended":
    case "written":
    case "not-made":
    case "verified":
    case "not-confirmed":
    case "skipped":
    case "conflict":
    case "failed":
    case "unknown": {
      const folded = fold.changes.get(event.changeKey);
      if (folded !== undefined) applyToChange(folded, event, at);
    }
  }
}

export function foldRun(runId: string, plan: Plan, entries: readonly JournalEntry[]): RunFold {
  const fold = emptyFold(runId, plan);
  for (const entry of entries) applyEntry(fold, entry);
  return fold;
}

/** What others may build on: written at least, or already so. */
export function isMade(status: ChangeStatus): boolean {
  return status === "verified" || status === "applied" || status === "skipped";
}

/** The first needed change that is not made, followed to the one where the trouble began. */
export function missingNeed(fold: RunFold, change: AnyChange): FoldedChange | null {
  for (const key of change.needs) {
    const needed = fold.changes.get(key);
    if (needed === undefined || isMade(needed.status)) continue;
    return needed.status === "not-started" ? (missingNeed(fold, needed.change) ?? needed) : needed;
  }
  return null;
}

function waitsInVain(fold: RunFold, folded: FoldedChange): Problem | null {
  if (folded.status !== "not-started") return folded.problem;
  const needed = missingNeed(fold, folded.change);
  if (needed === null || needed.problem === null) return null;
  return {
    ...needed.problem,
    what: "Not started: it needs another change of this plan, which was not made.",
    why: needed.problem.what,
  };
}

/** How far a run, which is an undo, took the other back. */
export function undoneState(fold: RunFold, active: boolean): Undone["state"] {
  if (active) return "under-way";
  const settled = [...fold.changes.values()].every(
    ({ status }) => status === "verified" || status === "skipped",
  );
  return fold.end === "finished" && settled && (fold.plan.leaves ?? 0) === 0 ? "whole" : "in-part";
}

export interface RunCircumstances {
  /** Some process carries the run out now. */
  active: boolean;
  /** What is being waited for, by change key. */
  waiting: ReadonlyMap<string, string>;
  undone: Run["undone"];
}

function toProgress(fold: RunFold, folded: FoldedChange, { active, waiting }: RunCircumstances) {
  const lost = folded.status === "in-progress" && !active;
  const progress: ChangeProgress = {
    change: folded.change,
    status: lost ? "unknown" : folded.status,
    problem: waitsInVain(fold, folded),
    observed: folded.observed,
    at: folded.at,
    waiting: active ? (waiting.get(folded.change.key) ?? null) : null,
    written: folded.written,
  };
  return progress;
}

export function toRun(fold: RunFold, circumstances: RunCircumstances): Run {
  return {
    id: fold.runId,
    revision: fold.revision,
    planId: fold.plan.id,
    plan: fold.plan,
    status: fold.end ?? (circumstances.active ? "running" : "interrupted"),
    startedBy: fold.startedBy,
    startedAt: fold.startedAt,
    endedAt: fold.endedAt,
    problem: fold.problem,
    changes: [...fold.changes.values()].map((folded) => toProgress(fold, folded, circumstances)),
    undone: circumstances.undone,
  };
}
