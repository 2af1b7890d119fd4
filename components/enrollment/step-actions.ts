import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { PlanOutcome } from "#lib/domain/enrollment/views.ts";
import type { Action } from "./action-call.ts";
import type { ApplyAction } from "./plan-review.tsx";

export type PrepareAction = Action<{ integration: string; step: StepId; input: unknown }, PlanOutcome>;
export type RefreshAction = Action<{ integration: string }, { readAt: string }>;

/** What every step page hands to its screen. */
export interface StepActions {
  preparePlan: PrepareAction;
  applyPlan: ApplyAction;
  refresh: RefreshAction;
}
