import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { planOffboard, type RemovalPlan } from "#lib/domain/enrollment/offboard/plan.ts";
import type { Removal } from "#lib/domain/enrollment/offboard/layer.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import { writtenRecord } from "#lib/enrollment/written-record.ts";
import type { AppCore } from "./app-core.ts";
import { admin, applyPlan, observeAt } from "./steps.ts";

/** What an admin who offboards has before them. */
export async function removalAt(
  core: AppCore,
  integration: string,
  choices: readonly string[] = [],
): Promise<Removal> {
  const o: Observation = await observeAt(core, integration);
  const record = await writtenRecord(core, o.profile.accountId);
  return { o, record, choices: new Set(choices) };
}

export async function offboardPlanAt(
  core: AppCore,
  integration: string,
  choices: readonly string[] = [],
): Promise<RemovalPlan> {
  return planOffboard(await removalAt(core, integration, choices));
}

export function draftOf(plan: RemovalPlan): Extract<RemovalPlan, { kind: "draft" }> {
  if (plan.kind === "draft") return plan;
  throw new Error(plan.kind === "nothing" ? plan.words : JSON.stringify(plan.problem));
}

export async function applyRemoval(core: AppCore, plan: RemovalPlan): Promise<Run> {
  const { id } = await core.engine.savePlan(draftOf(plan).draft, admin);
  return applyPlan(core, id);
}
