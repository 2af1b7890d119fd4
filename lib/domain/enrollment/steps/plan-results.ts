import type { Problem } from "#lib/domain/errors.ts";
import type { Observation } from "../observation.ts";
import { planScope } from "../scope.ts";
import type { AnyChange, StepId } from "../resource.ts";
import type { StepPlan } from "./step-definition.ts";

/** The changes as a plan, or that there are none. */
export function planned(
  o: Observation,
  step: StepId,
  changes: readonly AnyChange[],
  nothing: string,
): StepPlan {
  return changes.length === 0
    ? { kind: "nothing", words: nothing }
    : { kind: "draft", draft: { scope: planScope(o), step, changes } };
}

export function refused(problem: Problem, fieldErrors?: Readonly<Record<string, string>>): StepPlan {
  return { kind: "refused", problem, ...(fieldErrors ? { fieldErrors } : {}) };
}

/** A refusal of what the person entered or chose. */
export function refusedInput(
  what: string,
  why: string,
  remedy: string,
  fieldErrors: Readonly<Record<string, string>> = {},
): StepPlan {
  return refused({ code: "input-invalid", what, why, remedy }, fieldErrors);
}
