import { randomUUID } from "node:crypto";
import type { Partition } from "#lib/domain/aws/types.ts";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import type { StepInputs } from "#lib/domain/enrollment/inputs.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { Plan, StepId } from "#lib/domain/enrollment/resource.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import { planStep } from "#lib/domain/enrollment/steps/plan-step.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import type { StepPlan } from "#lib/domain/enrollment/steps/step-definition.ts";
import { formerHome } from "#lib/enrollment/former-home.ts";
import { observe } from "#lib/enrollment/observe.ts";
import type { AppCore } from "./app-core.ts";

export const admin = "admin@acme";

export function observeAt(core: AppCore, integration: string): Promise<Observation> {
  return observe({ ...core, former: (name) => formerHome(core, name) }, integration);
}

export async function beginEnrollment(
  { drafts, accounts, clock }: AppCore,
  enrollment: {
    integration: string;
    roleName: string;
    accountId: string;
    displayName: string;
    partition?: Partition;
  },
): Promise<void> {
  const { integration, roleName, accountId, displayName, partition = "aws" } = enrollment;
  await accounts.save(defaultProfile(accountId, displayName));
  const createdAt = clock.now().toISOString();
  await drafts.save({
    integration,
    roleName,
    accountId,
    partition,
    displayName,
    createdAt,
    createdBy: admin,
  });
}

/** What a step would do now, as the page's Review button asks for it. */
export async function planAt<S extends StepId>(
  core: AppCore,
  integration: string,
  step: S,
  input: StepInputs[S],
): Promise<StepPlan> {
  const now = core.clock.now().toISOString();
  return planStep(await observeAt(core, integration), step, input, { newUuid: () => randomUUID(), now });
}

export type Applied = { kind: "applied"; plan: Plan; run: Run } | Exclude<StepPlan, { kind: "draft" }>;

/** Observes, plans, stores the plan, applies it and waits for the end of the run. */
export async function applyStep<S extends StepId>(
  core: AppCore,
  integration: string,
  step: S,
  input: StepInputs[S],
): Promise<Applied> {
  const planned = await planAt(core, integration, step, input);
  if (planned.kind !== "draft") return planned;
  const plan = await core.engine.savePlan(planned.draft, admin);
  return { kind: "applied", plan, run: await applyPlan(core, plan.id) };
}

export async function applyPlan(core: AppCore, planId: string): Promise<Run> {
  const { runId } = await core.engine.apply(planId, admin);
  return endOf(core, runId);
}

export async function continueRun(core: AppCore, runId: string, retryFailed = false): Promise<Run> {
  await core.engine.continueRun(runId, admin, { retryFailed });
  return endOf(core, runId);
}

export async function endOf(core: AppCore, runId: string): Promise<Run> {
  await core.engine.idle();
  const run = await core.engine.run(runId);
  if (run === null) throw new Error(`There is no run ${runId}`);
  return run;
}

/** Takes a run back; null: nothing of it was left. */
export async function undoRun(core: AppCore, runId: string): Promise<Run | null> {
  const { draft, conflicts } = await core.engine.prepareUndo(runId);
  if (conflicts.length > 0) throw new Error(conflicts.map(({ problem }) => problem.what).join(" "));
  if (draft.changes.length === 0) return null;
  return applyPlan(core, (await core.engine.savePlan(draft, admin)).id);
}

export function runOf(applied: Applied): Run {
  if (applied.kind === "applied") return applied.run;
  throw new Error(applied.kind === "nothing" ? applied.words : JSON.stringify(applied.problem));
}

/** `verified` for each change, with the reason where it is another. */
export function outcomes(run: Run): string[] {
  return run.changes.map(({ change, status, problem }) =>
    status === "verified"
      ? "verified"
      : `${change.key} ${status}: ${problem?.what ?? ""} ${problem?.why ?? ""}`,
  );
}

export function stepStatuses(o: Observation): Record<string, string> {
  return Object.fromEntries(stepStates(o).map(({ id, status }) => [id, status]));
}
