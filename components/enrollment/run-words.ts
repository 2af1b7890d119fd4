import type { ChangeStatus, RunStatus, Undone } from "#lib/domain/enrollment/run.ts";
import type { Verdict } from "#lib/domain/enrollment/check.ts";

export const changeStatusWords: Record<ChangeStatus, string> = {
  "not-started": "not started",
  "in-progress": "in progress",
  verified: "verified",
  applied: "applied, not yet confirmed",
  skipped: "was already so",
  conflict: "changed meanwhile",
  failed: "failed",
  unknown: "unknown",
};

export const changeStatusLights: Record<ChangeStatus, Verdict> = {
  "not-started": "off",
  "in-progress": "off",
  verified: "ok",
  applied: "warn",
  skipped: "ok",
  conflict: "bad",
  failed: "bad",
  unknown: "unknown",
};

export const runStatusWords: Record<RunStatus, string> = {
  running: "running",
  finished: "finished",
  stopped: "stopped",
  interrupted: "interrupted",
};

export const runStatusLights: Record<RunStatus, Verdict> = {
  running: "off",
  finished: "ok",
  stopped: "bad",
  interrupted: "warn",
};

export const undoneWords: Record<Undone["state"], string> = {
  "under-way": "being taken back",
  "in-part": "taken back in part",
  whole: "taken back",
};

/** In the order in which a reader wants them: trouble first. */
export const changeStatusOrder: readonly ChangeStatus[] = [
  "failed",
  "conflict",
  "unknown",
  "in-progress",
  "applied",
  "verified",
  "skipped",
  "not-started",
];

export function countStatuses(
  changes: readonly { status: ChangeStatus }[],
): readonly { status: ChangeStatus; count: number }[] {
  return changeStatusOrder
    .map((status) => ({ status, count: changes.filter((change) => change.status === status).length }))
    .filter(({ count }) => count > 0);
}
