import type { Problem } from "#lib/domain/errors.ts";
import type { AnyChange, Plan } from "./resource.ts";

/**
 * Outcome of one change.
 * `applied`: written, not yet confirmed by three equal reads. `unknown`: the write may or may not have been done;
 * looking again settles it. `skipped`: it was already so. `conflict`: somebody changed the resource since the plan.
 */
export type ChangeStatus =
  | "not-started"
  | "in-progress"
  | "verified"
  | "applied"
  | "skipped"
  | "conflict"
  | "failed"
  | "unknown";

export type RunStatus = "running" | "finished" | "stopped" | "interrupted";

export interface ChangeProgress {
  change: AnyChange;
  status: ChangeStatus;
  problem: Problem | null;
  /** What was found instead of `before`, for a conflict. */
  observed: AnyChange["before"] | undefined;
  /** ISO 8601 of the last event. */
  at: string | null;
  /** What is being waited for, in words, while in progress. */
  waiting: string | null;
  /** The last write that was meant was answered, whatever came of it afterwards. */
  written: boolean;
}

/** `in-part`: it left something, stopped before its end, or could not write something. */
export interface Undone {
  by: string;
  state: "under-way" | "in-part" | "whole";
}

export interface Run {
  id: string;
  /** The sequence number of its last event in the journal, the same in every process; 0: none yet. More is newer. */
  revision: number;
  planId: string;
  plan: Plan;
  status: RunStatus;
  startedBy: string;
  startedAt: string;
  endedAt: string | null;
  /** Why the run stopped before its end. */
  problem: Problem | null;
  changes: readonly ChangeProgress[];
  /** The last run that took this one back; null also where that was taken back in its turn. */
  undone: Undone | null;
}

/** Events of the journal, in order; a run is the fold of its events. */
export type JournalEvent =
  | { type: "run-started"; runId: string; planId: string; by: string }
  | { type: "intended"; runId: string; changeKey: string; change: AnyChange }
  | { type: "written"; runId: string; changeKey: string }
  /** Intended, but looking showed that nothing was written: the change is again not started. */
  | { type: "not-made"; runId: string; changeKey: string; why: string }
  | { type: "verified"; runId: string; changeKey: string }
  | { type: "not-confirmed"; runId: string; changeKey: string; problem: Problem }
  | { type: "skipped"; runId: string; changeKey: string; why: string }
  | { type: "conflict"; runId: string; changeKey: string; observed: AnyChange["before"]; problem: Problem }
  | { type: "failed"; runId: string; changeKey: string; problem: Problem }
  | { type: "unknown"; runId: string; changeKey: string; problem: Problem }
  | { type: "run-stopped"; runId: string; problem: Problem }
  | { type: "run-finished"; runId: string }
  | { type: "run-resumed"; runId: string; by: string; retry: readonly string[] }
  | { type: "accepted"; accountId: string; roleArn: string; condition: string; by: string }
  /** Nobody answers for the condition any more, whoever did before. */
  | { type: "acceptance-withdrawn"; accountId: string; roleArn: string; condition: string; by: string }
  /** Something moved since it was written, and an admin takes it as it is; `resource` is its fingerprint. */
  | { type: "adopted"; integration: string; resource: string; by: string }
  /** It counts as moved again. */
  | { type: "adoption-withdrawn"; integration: string; resource: string; by: string };

export interface JournalEntry {
  /** Position in the one order, from 1. */
  sequence: number;
  /** ISO 8601. */
  at: string;
  event: JournalEvent;
  /** HMAC over the previous hash and this entry. */
  hash: string;
}

/** Counts for a progress line. */
export function countRun(run: Pick<Run, "changes">): Record<ChangeStatus, number> {
  const counts: Record<ChangeStatus, number> = {
    "not-started": 0,
    "in-progress": 0,
    verified: 0,
    applied: 0,
    skipped: 0,
    conflict: 0,
    failed: 0,
    unknown: 0,
  };
  for (const { status } of run.changes) counts[status] += 1;
  return counts;
}
