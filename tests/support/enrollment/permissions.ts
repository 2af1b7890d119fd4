import type { StepInputs } from "#lib/domain/enrollment/inputs.ts";
import { actionsForNew } from "#lib/domain/enrollment/new-enrollment-permissions.ts";
import { newEnrollmentChecks } from "#lib/domain/enrollment/new-enrollment-checks.ts";
import { permissionsOf, planPermissionCheck } from "#lib/domain/enrollment/plan-permissions.ts";
import type { Observation, Observed } from "#lib/domain/enrollment/observation.ts";
import type { AnyChange, StepId } from "#lib/domain/enrollment/resource.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { heldVerbs } from "#lib/domain/teleport/app-permissions-held.ts";
import type { AppCore } from "./app-core.ts";
import { accountId, inputsFor, name } from "./production.ts";
import { admin, applyPlan, observeAt, planAt } from "./steps.ts";

const own = { accountId, partition: "aws", accessRoleArn: null, externalId: null } as const;

async function attempt<T>({ clock }: AppCore, reading: Promise<T>): Promise<Observed<T>> {
  const at = clock.now().toISOString();
  return reading.then(
    (value): Observed<T> => ({ ok: true, value, at }),
    (error: unknown): Observed<T> => {
      if (error instanceof AppError) return { ok: false, problem: error.problem, at };
      throw error;
    },
  );
}

/** What `/new` says of the permissions while nothing is enrolled, as the page reads it: by check id, its evidence. */
export async function evidenceAtStart(core: AppCore): Promise<Record<string, string | null>> {
  const { aws, teleport, clock } = core;
  const known = {
    issuer: await attempt(core, teleport.issuer()),
    aws: await attempt(core, aws.identity()),
    integrations: await attempt(core, Promise.resolve([])),
    drafts: [],
    profiles: await core.accounts.list(),
  };
  const checks = newEnrollmentChecks({
    readAt: clock.now().toISOString(),
    cluster: await attempt(core, teleport.cluster()),
    identity: await attempt(core, teleport.identity()),
    awsPermissions: await attempt(core, aws.account(own).simulate(actionsForNew(known))),
    teleportRules: await attempt(core, teleport.ownRules()),
    appCount: await attempt(
      core,
      teleport.listApps().then(({ length }) => length),
    ),
    former: [],
    ...known,
  });
  return Object.fromEntries(checks.map(({ id, evidence }) => [id, evidence]));
}

/** What comes before a plan of these changes. */
export async function evidenceBefore(core: AppCore, changes: readonly AnyChange[]): Promise<string | null> {
  const needs = permissionsOf(changes);
  const actions = await attempt(core, core.aws.account(own).simulate(needs.aws));
  const verbs = await attempt(
    core,
    core.teleport.ownRules().then((rules) => heldVerbs(rules, needs.teleport)),
  );
  return planPermissionCheck(actions, verbs).evidence;
}

/** Evidence of each denial, once. A write that was refused halfway says after it where it stands. */
export function denials(problems: readonly (Problem | null)[]): string[] {
  const denied = problems.filter(
    (problem) => problem?.code === "aws-access-denied" || problem?.code === "teleport-access-denied",
  );
  return [...new Set(denied.map((problem) => problem?.evidence?.split("\n")[0] ?? "no evidence"))];
}

/** Of the parts that could not be read. */
export function unreadIn(o: Observation): Problem[] {
  return Object.values(o).flatMap((part: unknown) => {
    const isUnread = typeof part === "object" && part !== null && "ok" in part && part.ok === false;
    return isUnread && "problem" in part ? [part.problem as Problem] : [];
  });
}

export function problemsOf(run: Run): (Problem | null)[] {
  return [run.problem, ...run.changes.map(({ problem }) => problem)];
}

export type Inputs = { [S in Exclude<StepId, "launch">]: StepInputs[S] };

/** Plans and applies a step; what it says before, and the run. */
export async function attemptStep(
  core: AppCore,
  step: Exclude<StepId, "launch">,
  inputs: Inputs = inputsFor(),
): Promise<{ before: string | null; run: Run }> {
  const planned = await planAt(core, name, step, inputs[step]);
  if (planned.kind !== "draft") throw new Error(`${step}: ${JSON.stringify(planned)}`);
  const before = await evidenceBefore(core, planned.draft.changes);
  return { before, run: await applyPlan(core, (await core.engine.savePlan(planned.draft, admin)).id) };
}

/** Prepares and applies the undo of a run. */
export async function attemptUndo(
  core: AppCore,
  runId: string,
): Promise<{ before: string | null; run: Run }> {
  const { draft, conflicts } = await core.engine.prepareUndo(runId);
  const [conflict] = conflicts;
  if (conflict) throw new AppError(conflict.problem);
  const before = await evidenceBefore(core, draft.changes);
  return { before, run: await applyPlan(core, (await core.engine.savePlan(draft, admin)).id) };
}

/** Everything that one observation could not read, by denial. */
export async function denialsInSight(core: AppCore): Promise<string[]> {
  return denials(unreadIn(await observeAt(core, name)));
}
