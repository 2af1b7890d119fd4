import "server-only";
import { randomUUID } from "node:crypto";
import { AppError } from "#lib/domain/errors.ts";
import { withLosses } from "#lib/domain/enrollment/goes-on.ts";
import { peopleLosses } from "#lib/domain/enrollment/offboard/people-losses.ts";
import { planStep } from "#lib/domain/enrollment/steps/plan-step.ts";
import { accessPreviewView } from "#lib/domain/enrollment/steps/access/preview.ts";
import type { StepInputs } from "#lib/domain/enrollment/inputs.ts";
import type { Plan } from "#lib/domain/enrollment/resource.ts";
import type {
  AccessPreviewView,
  PlanOutcome,
  PlanView,
  RoleDetailView,
} from "#lib/domain/enrollment/views.ts";
import type { ActionContext } from "./action.ts";
import { systemClock } from "./clock.ts";
import { leftByUndo } from "#lib/enrollment/left-by-undo.ts";
import { container } from "./container.ts";
import { currentObservation, lastObservation, readAgain } from "./observations.ts";
import { permissionCheck } from "./plan-permissions.ts";
import { viewPlan } from "./plans.ts";
import { roleDetail } from "./role-detail.ts";

type PlannedStep = Exclude<keyof StepInputs, "launch">;
type PlanRequest = {
  [S in PlannedStep]: { integration: string; step: S; input: StepInputs[S] };
}[PlannedStep];

/** Reads everything again and plans from that: a plan is never made from what a page still shows. */
export async function prepare(
  { integration, step, input }: PlanRequest,
  { user }: ActionContext,
): Promise<PlanOutcome> {
  const { engine } = await container();
  const observation = await readAgain(integration);
  const planned = planStep(observation, step, input, {
    newUuid: () => randomUUID(),
    now: systemClock.now().toISOString(),
  });
  if (planned.kind === "nothing") return { kind: "nothing-to-do", words: planned.words };
  if (planned.kind === "refused") {
    return {
      kind: "refused",
      problem: planned.problem,
      ...(planned.fieldErrors ? { fieldErrors: planned.fieldErrors } : {}),
    };
  }
  const draft = withLosses(planned.draft, peopleLosses(observation, planned.draft.changes));
  return { kind: "plan", plan: await reviewed(await engine.savePlan(draft, user)) };
}

export async function prepareUndo(
  { runId }: { runId: string },
  { user }: ActionContext,
): Promise<PlanOutcome> {
  const { engine } = await container();
  const { draft: undo, conflicts } = await engine.prepareUndo(runId);
  // Who loses what is told from the last reading: taking back must work while something can't be read.
  const known = lastObservation(undo.scope.integration);
  const draft = known ? withLosses(undo, peopleLosses(known, undo.changes)) : undo;
  const { leftOut, stays } = leftByUndo(conflicts);
  const [first] = leftOut;
  if (draft.changes.length > 0) {
    return { kind: "plan", plan: await reviewed(await engine.savePlan(draft, user)), leftOut, stays };
  }
  if (first) return { kind: "refused", problem: first };
  const words =
    stays.length > 0
      ? "Nothing is taken back: what is left of this run is needed by others."
      : "Nothing of this run is left: there is nothing to take back.";
  return { kind: "nothing-to-do", words, stays };
}

/** With the check that comes before every plan: whether the app may write it. */
export async function reviewed(plan: Plan): Promise<PlanView> {
  return { ...viewPlan(plan), permissions: await permissionCheck(plan) };
}

export async function openRole({
  integration,
  roleArn,
}: {
  integration: string;
  roleArn: string;
}): Promise<RoleDetailView> {
  const observation = (await currentObservation(integration)) ?? (await readAgain(integration));
  const detail = await roleDetail(observation, roleArn);
  if (detail) return detail;
  throw new AppError({
    code: "not-found",
    what: "This role is not among the account's roles.",
    why: "It may have been deleted since the roles were read, or belong to another account.",
    remedy: "Read the roles again, and choose it from the list.",
    evidence: roleArn,
  });
}

export async function previewAccess({
  integration,
  input,
}: {
  integration: string;
  input: StepInputs["access"];
}): Promise<AccessPreviewView> {
  return accessPreviewView((await currentObservation(integration)) ?? (await readAgain(integration)), input);
}
