import type { ChangeProgress, ChangeStatus } from "./run.ts";

const words: Readonly<Record<ChangeStatus, string>> = {
  "not-started": "Not started",
  "in-progress": "Being written",
  verified: "Done and confirmed",
  applied: "Written, not yet confirmed",
  skipped: "Already so",
  conflict: "Changed by somebody else meanwhile; not written",
  failed: "Not done",
  unknown: "Not known whether it was written; Continue looks again",
};

/** The outcome of one change in a few words; while it waits, what for. */
export function changeWords(progress: Pick<ChangeProgress, "status" | "waiting">): string {
  return progress.status === "in-progress" && progress.waiting !== null
    ? progress.waiting
    : words[progress.status];
}
