import type { StepInputs } from "#lib/domain/enrollment/inputs.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { AnyChange, ResourceKind, ResourceStates, StepId } from "#lib/domain/enrollment/resource.ts";
import type { StepPlan } from "#lib/domain/enrollment/steps/step-definition.ts";
import { planStep } from "#lib/domain/enrollment/steps/plan-step.ts";
import { at } from "./names.ts";

export const newUuid = "11111111-2222-4333-8444-555555555555";

/** Inputs as a form gives them when nothing special is chosen. */
export const noInput: StepInputs = {
  integration: { consents: [] },
  permissions: {},
  trust: { roleArns: [], confirmed: [] },
  app: { extraLabels: {} },
  access: { roleArns: [], users: [], traitUsers: [], adopt: [] },
  launch: {},
};

export function plan<S extends StepId>(
  o: Observation,
  step: S,
  input: Partial<StepInputs[S]> = {},
): StepPlan {
  return planStep(o, step, { ...noInput[step], ...input }, { newUuid: () => newUuid, now: at });
}

/** The changes of a plan; throws where there are none, with the reason. */
export function changesOf(result: StepPlan): readonly AnyChange[] {
  if (result.kind === "draft") return result.draft.changes;
  throw new Error(result.kind === "nothing" ? result.words : JSON.stringify(result));
}

export function refusalOf(result: StepPlan): Extract<StepPlan, { kind: "refused" }> {
  if (result.kind === "refused") return result;
  throw new Error(`Not refused but ${JSON.stringify(result)}`);
}

export function kindsOf(result: StepPlan): ResourceKind[] {
  return changesOf(result).map(({ resource }) => resource.kind);
}

/** The only change of a kind. */
export function changeTo<K extends ResourceKind>(
  result: StepPlan,
  kind: K,
): { before: ResourceStates[K] | null; after: ResourceStates[K]; change: AnyChange } {
  const found = changesOf(result).filter(({ resource }) => resource.kind === kind);
  const [change] = found;
  if (found.length !== 1 || !change?.after) throw new Error(`${found.length} changes of ${kind}`);
  return {
    before: change.before as ResourceStates[K] | null,
    after: change.after as ResourceStates[K],
    change,
  };
}

export function roleArnOf(name: string, path = "/"): string {
  return `arn:aws:iam::123456789012:role${path}${name}`;
}
