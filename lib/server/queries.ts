import "server-only";
import type {
  AccessStepView,
  AccountView,
  AppStepView,
  DriftView,
  EnrollmentListView,
  EnrollmentShellView,
  HeaderView,
  IntegrationStepView,
  NewEnrollmentView,
  OffboardView,
  PermissionsStepView,
  RoleDetailView,
  RunView,
  TrustStepView,
  UnreadRunView,
} from "#lib/domain/enrollment/views.ts";
import type { RunListView } from "#lib/domain/enrollment/run-pages.ts";
import type { LaunchStepView } from "#lib/domain/enrollment/launch-views.ts";
import { accountView as buildAccount } from "#lib/domain/enrollment/account-view.ts";
import { accessStepView as buildAccess } from "#lib/domain/enrollment/steps/access/view.ts";
import { appStepView as buildApp } from "#lib/domain/enrollment/steps/app/view.ts";
import { integrationStepView as buildIntegration } from "#lib/domain/enrollment/steps/integration/view.ts";
import { launchStepView as buildLaunch } from "#lib/domain/enrollment/steps/launch/view.ts";
import { permissionsStepView as buildPermissions } from "#lib/domain/enrollment/steps/permissions/view.ts";
import { trustStepView as buildTrust } from "#lib/domain/enrollment/steps/trust/view.ts";
import { shellView as buildShell } from "#lib/domain/enrollment/shell-view.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { byHandOnly } from "./by-hand-only.ts";
import { roleDetail } from "./role-detail.ts";
import { currentObservation } from "./observations.ts";
import { viewOffboard } from "./offboard.ts";
import { movedCount, viewDrift } from "./drift.ts";
import { headerOf } from "./header.ts";
import { listEnrollments, prepareNewEnrollment, renewOwn } from "./overview.ts";
import { activeRunOf, activeRuns, runOf, runsOf, type RunPage } from "./runs.ts";
import { requireAdmin } from "./viewer.ts";

/** `unread`: nothing has been read since the app started; the page asks for it and comes back. */
export type Read<T> = T | "unread";

async function from<T>(
  integration: string,
  build: (observation: Observation, user: string) => T,
): Promise<Read<T>> {
  const { name: user } = await requireAdmin();
  const observation = await currentObservation(integration);
  return observation ? build(observation, user) : "unread";
}

export async function headerView(): Promise<HeaderView> {
  return await headerOf((await requireAdmin()).name);
}

export async function enrollmentListView(): Promise<Read<EnrollmentListView>> {
  await requireAdmin();
  const [running] = await Promise.all([activeRuns(), renewOwn()]);
  return listEnrollments(running);
}

export async function newEnrollmentView(): Promise<Read<NewEnrollmentView>> {
  await requireAdmin();
  return prepareNewEnrollment();
}

/** null: no integration and no draft of that name. */
export async function shellView(integration: string): Promise<Read<EnrollmentShellView> | null> {
  await requireAdmin();
  const observation = await currentObservation(integration);
  if (!observation) return "unread";
  const { integration: found, draft, former } = observation;
  // One that was taken away has pages as long as its runs tell of it.
  if (found.ok && found.value === null && draft === null && former === undefined) return null;
  const [activeRun, moved] = await Promise.all([activeRunOf(integration), movedCount(observation)]);
  return { ...buildShell(observation, activeRun), ...(moved === undefined ? {} : { moved }) };
}

export async function accountView(integration: string): Promise<Read<AccountView>> {
  return await from(integration, buildAccount);
}

export async function integrationStepView(integration: string): Promise<Read<IntegrationStepView>> {
  return await from(integration, (o) => ({
    ...buildIntegration(o),
    byHandOnly: byHandOnly(o, "integration"),
  }));
}

export async function permissionsStepView(integration: string): Promise<Read<PermissionsStepView>> {
  return await from(integration, (o) => ({
    ...buildPermissions(o),
    byHandOnly: byHandOnly(o, "permissions"),
  }));
}

export async function trustStepView(integration: string): Promise<Read<TrustStepView>> {
  return await from(integration, buildTrust);
}

export async function appStepView(integration: string): Promise<Read<AppStepView>> {
  return await from(integration, buildApp);
}

export async function accessStepView(integration: string): Promise<Read<AccessStepView>> {
  const { name, source } = await requireAdmin();
  // A local session says nothing of who somebody is in Teleport.
  const you = source === "teleport" ? name : null;
  return await from(integration, (observation) => buildAccess(observation, you));
}

export async function launchStepView(integration: string): Promise<Read<LaunchStepView>> {
  return await from(integration, buildLaunch);
}

export async function roleDetailView(
  integration: string,
  roleArn: string,
  before: string | null,
): Promise<Read<RoleDetailView | null>> {
  await requireAdmin();
  const observation = await currentObservation(integration);
  return observation ? await roleDetail(observation, roleArn, before) : "unread";
}

export async function driftView(integration: string): Promise<Read<DriftView>> {
  await requireAdmin();
  const observation = await currentObservation(integration);
  return observation ? await viewDrift(observation) : "unread";
}

export async function offboardView(
  integration: string,
  of: Parameters<typeof viewOffboard>[1],
): Promise<Read<OffboardView>> {
  await requireAdmin();
  const observation = await currentObservation(integration);
  return observation ? await viewOffboard(observation, of) : "unread";
}

export async function runView(integration: string, runId: string): Promise<RunView | UnreadRunView | null> {
  await requireAdmin();
  return await runOf(integration, runId);
}

/** `before`: id of a run; older ones than it are shown. */
export async function runListView(
  integration: string,
  { limit = 20, before = null }: Partial<RunPage> = {},
): Promise<RunListView> {
  await requireAdmin();
  return await runsOf(integration, { limit, before });
}
