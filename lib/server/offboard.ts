import "server-only";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { offboardChoices, trustChoices } from "#lib/domain/enrollment/offboard/choices.ts";
import type { Removal } from "#lib/domain/enrollment/offboard/layer.ts";
import { planOffboard, type RemovalPlan } from "#lib/domain/enrollment/offboard/plan.ts";
import { planPersonRemoval, planTrustRemoval } from "#lib/domain/enrollment/offboard/parts.ts";
import type { OffboardInput } from "#lib/domain/enrollment/inputs.ts";
import type { OffboardView, PlanOutcome } from "#lib/domain/enrollment/views.ts";
import { writtenRecord } from "#lib/enrollment/written-record.ts";
import type { ActionContext } from "./action.ts";
import { container } from "./container.ts";
import { readAgain } from "./observations.ts";
import { reviewed } from "./planning.ts";

/** What may be asked for, before choices are made. */
type Target = { kind: "all" } | { kind: "roles"; roleArns: readonly string[] } | { kind: "person" };

export async function viewOffboard(o: Observation, of: Target): Promise<OffboardView> {
  const record = await writtenRecord(await container(), o.profile.accountId);
  return {
    integration: o.integrationName,
    isGone: o.former !== undefined,
    choices:
      of.kind === "all"
        ? offboardChoices({ o, record })
        : of.kind === "roles"
          ? trustChoices({ o, record }, new Set(of.roleArns))
          : [],
  };
}

/** Reads everything again, and plans what can be taken away of it. */
export async function prepareRemoval(
  { integration, of }: { integration: string; of: OffboardInput },
  { user }: ActionContext,
): Promise<PlanOutcome> {
  const opened = await container();
  const o = await readAgain(integration);
  const record = await writtenRecord(opened, o.profile.accountId);
  const planned = planOf({ o, record, choices: new Set(of.choices) }, of);
  if (planned.kind === "refused") return { kind: "refused", problem: planned.problem };
  const { leftOut, stays } = planned;
  if (planned.kind === "nothing") return { kind: "nothing-to-do", words: planned.words, leftOut, stays };
  const plan = await opened.engine.savePlan(planned.draft, user);
  return { kind: "plan", plan: await reviewed(plan), leftOut, stays };
}

function planOf(removal: Removal, of: OffboardInput): RemovalPlan {
  switch (of.kind) {
    case "all":
      return planOffboard(removal);
    case "roles":
      return planTrustRemoval(removal, of.roleArns);
    case "person":
      return planPersonRemoval(removal, of.name);
  }
}
