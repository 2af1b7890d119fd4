import type { z } from "zod";
import type { stepInputs } from "#lib/domain/enrollment/inputs.ts";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { PlanOutcome } from "#lib/domain/enrollment/views.ts";
import type { Action } from "./action-call.ts";
import type { ApplyAction } from "./plan-review.tsx";

type PlannedStep = Exclude<StepId, "launch">;

/** What a step's plan is made from: the step and its input. */
export type PlanRequest = {
  [K in PlannedStep]: { integration: string; step: K; input: z.input<(typeof stepInputs)[K]> };
}[PlannedStep];

export type PrepareAction = Action<PlanRequest, PlanOutcome>;
export type RefreshAction = Action<{ integration: string }, { readAt: string }>;
export type LeaveAction = Action<{ integration: string }, { href: string }>;

/** What every step page hands to its screen. */
export interface StepActions {
  preparePlan: PrepareAction;
  applyPlan: ApplyAction;
  refresh: RefreshAction;
}
