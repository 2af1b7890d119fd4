import type { ChangeStatus, Run } from "../run.ts";

const isDone: ReadonlySet<ChangeStatus> = new Set<ChangeStatus>(["verified", "skipped"]);

/** Whether a run took an enrollment away to the end: else something is left of it, and it must be found again. */
export function isTakenAway({ plan, status, changes }: Run): boolean {
  return plan.step === "offboard" && status === "finished" && changes.every((one) => isDone.has(one.status));
}
