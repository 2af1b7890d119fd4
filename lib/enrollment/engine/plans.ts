import type { Plan, PlanDraft } from "#lib/domain/enrollment/resource.ts";
import { AppError } from "#lib/domain/errors.ts";
import { planHash } from "#lib/enrollment/plan-hash.ts";
import type { EngineDeps } from "./types.ts";

export const planValidMs = 3_600_000;

/** Faults of a planner, which no person can mend: found before the plan is shown. */
function assertSound({ changes }: PlanDraft): void {
  const keys = new Set<string>();
  for (const { key, needs, before, after } of changes) {
    if (keys.has(key)) throw new Error(`Two changes of a plan have the key ${key}`);
    if (before === null && after === null) throw new Error(`The change ${key} goes from nothing to nothing`);
    for (const need of needs) {
      if (!keys.has(need)) throw new Error(`The change ${key} needs ${need}, which does not come before it`);
    }
    keys.add(key);
  }
}

export async function savePlan(
  { plans, clock, newId }: EngineDeps,
  draft: PlanDraft,
  by: string,
): Promise<Plan> {
  assertSound(draft);
  const now = clock.now();
  const plan: Plan = {
    id: newId(),
    hash: planHash(draft.scope, draft.changes),
    scope: draft.scope,
    step: draft.step,
    changes: draft.changes,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + planValidMs).toISOString(),
    createdBy: by,
    undoes: draft.undoes ?? null,
    ...(draft.leaves === undefined ? {} : { leaves: draft.leaves }),
    ...(draft.losses === undefined ? {} : { losses: draft.losses }),
  };
  await plans.save(plan);
  return plan;
}

function planNotFound(planId: string): AppError {
  return new AppError({
    code: "plan-not-found",
    what: "This plan does not exist any more.",
    why: "It was never stored here, or the data of this app was replaced.",
    remedy: "Prepare the plan again.",
    evidence: planId,
  });
}

function planOutdated(why: string): AppError {
  return new AppError({
    code: "plan-outdated",
    what: "This plan can no longer be applied.",
    why,
    remedy: "Prepare it again and look at what it would change now. Nothing was written.",
  });
}

/** @throws AppError `plan-not-found`, `plan-outdated` */
export async function findSoundPlan({ plans }: EngineDeps, planId: string): Promise<Plan> {
  const plan = await plans.find(planId);
  if (plan === null) throw planNotFound(planId);
  if (planHash(plan.scope, plan.changes) !== plan.hash) {
    throw planOutdated("What is stored of it is not what was shown.");
  }
  return plan;
}

/** @throws AppError `plan-outdated` */
export function assertNotExpired({ clock }: EngineDeps, plan: Plan): void {
  if (clock.now().getTime() <= Date.parse(plan.expiresAt)) return;
  throw planOutdated("It was made more than an hour ago, and what it was made from may have changed.");
}
