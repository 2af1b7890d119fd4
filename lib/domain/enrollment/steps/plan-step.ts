import type { StepInputs } from "../inputs.ts";
import type { Observation } from "../observation.ts";
import type { StepId } from "../resource.ts";
import type { PlanEnv, StepDefinition, StepPlan } from "./step-definition.ts";
import { steps } from "./steps.ts";

/** What a step would change, why nothing, or why it may not. Nothing is written. */
export function planStep<S extends StepId>(
  o: Observation,
  step: S,
  input: StepInputs[S],
  env: PlanEnv,
): StepPlan {
  const definition: StepDefinition<S> = steps[step];
  return definition.plan(o, input, env);
}
