import type { Problem } from "#lib/domain/errors.ts";
import type { StepInputs } from "../inputs.ts";
import type { Observation } from "../observation.ts";
import type { PlanDraft, StepId } from "../resource.ts";
import type { StepState } from "../step.ts";

/** What planning may not make up by itself. */
export interface PlanEnv {
  newUuid(): string;
  /** ISO 8601. */
  now: string;
}

export type StepPlan =
  | { kind: "draft"; draft: PlanDraft }
  | { kind: "nothing"; words: string }
  | { kind: "refused"; problem: Problem; fieldErrors?: Readonly<Record<string, string>> };

/** A wizard step: the checks that decide that it is done, and the resources that it plans from its inputs. */
export interface StepDefinition<S extends StepId> {
  id: S;
  state(o: Observation): StepState;
  plan(o: Observation, input: StepInputs[S], env: PlanEnv): StepPlan;
}
