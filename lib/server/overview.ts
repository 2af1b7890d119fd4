import "server-only";
import { actionsForNew } from "#lib/domain/enrollment/new-enrollment-permissions.ts";
import { newEnrollmentView } from "#lib/domain/enrollment/new-enrollment-view.ts";
import { summariseEnrollments } from "#lib/domain/enrollment/enrollment-list.ts";
import type { EnrollmentOverview } from "#lib/domain/enrollment/overview.ts";
import type { EnrollmentListView, NewEnrollmentView } from "#lib/domain/enrollment/views.ts";
import type { AwsPort } from "#lib/enrollment/ports.ts";
import { attempt } from "./attempt.ts";
import { container } from "./container.ts";
import { formerEnrollments } from "./former.ts";
import { systemClock } from "./clock.ts";
import { lastObservation } from "./observations.ts";

const holder = globalThis as {
  awsAccessOverview?: { last: EnrollmentOverview | null; underWay: Promise<EnrollmentOverview> | null };
};

function state() {
  holder.awsAccessOverview ??= { last: null, underWay: null };
  return holder.awsAccessOverview;
}

export function lastPrerequisites(): EnrollmentOverview | null {
  return state().last;
}

/** Reads cluster, identities and integrations again; callers at the same time share one reading. */
export async function readOverviewAgain(): Promise<EnrollmentOverview> {
  const current = state();
  current.underWay ??= readNow().finally(() => {
    current.underWay = null;
  });
  current.last = await current.underWay;
  return current.last;
}

/** Puts what stands in our own database into what is known: another process may have begun, named or discarded something. */
export async function renewOwn(): Promise<void> {
  const current = state();
  if (current.last === null) return;
  const { drafts, accounts } = await container();
  const [draftList, profiles] = await Promise.all([drafts.list(), accounts.list()]);
  current.last = { ...current.last, drafts: draftList, profiles };
}

async function readNow(): Promise<EnrollmentOverview> {
  const { aws, teleport, drafts, accounts } = await container();
  const [cluster, identity, teleportRules, appCount, issuer, awsIdentity, integrations, draftList, profiles] =
    await Promise.all([
      attempt(teleport.cluster()),
      attempt(teleport.identity()),
      attempt(teleport.ownRules()),
      attempt(teleport.listApps().then(({ length }) => length)),
      attempt(teleport.issuer()),
      attempt(aws.identity()),
      attempt(teleport.listIntegrations()),
      drafts.list(),
      accounts.list(),
    ]);
  const known = { issuer, aws: awsIdentity, integrations, drafts: draftList, profiles };
  const names = [
    ...(integrations.ok ? integrations.value.map(({ name }) => name) : []),
    ...draftList.map(({ integration }) => integration),
  ];
  const former = integrations.ok ? await formerEnrollments(new Set(names)) : [];
  const awsPermissions = await readAwsPermissions(aws, known);
  const readAt = systemClock.now().toISOString();
  return { readAt, cluster, identity, teleportRules, appCount, awsPermissions, former, ...known };
}

type Known = Pick<EnrollmentOverview, "aws" | "issuer" | "integrations" | "drafts" | "profiles">;

/** Of the account that the credentials belong to; without account or issuer nothing can be asked. */
async function readAwsPermissions(aws: AwsPort, known: Known): Promise<EnrollmentOverview["awsPermissions"]> {
  if (!known.aws.ok) return known.aws;
  if (!known.issuer.ok) return known.issuer;
  const account = aws.account({ ...known.aws.value, accessRoleArn: null, externalId: null });
  return await attempt(account.simulate(actionsForNew(known)));
}

export function listEnrollments(activeRuns?: ReadonlyMap<string, string>): EnrollmentListView | "unread" {
  const overview = lastPrerequisites();
  return overview ? summariseEnrollments(overview, lastObservation, activeRuns) : "unread";
}

export function prepareNewEnrollment(): NewEnrollmentView | "unread" {
  const overview = lastPrerequisites();
  return overview ? newEnrollmentView(overview) : "unread";
}
