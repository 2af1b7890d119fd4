import "server-only";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { newEnrollmentView } from "#lib/domain/enrollment/new-enrollment-view.ts";
import { summariseEnrollments } from "#lib/domain/enrollment/enrollment-list.ts";
import {
  observed,
  type AccountProfile,
  type EnrollmentDraft,
  type Observed,
} from "#lib/domain/enrollment/observation.ts";
import type { EnrollmentListView, NewEnrollmentView } from "#lib/domain/enrollment/views.ts";
import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import type { ClusterInfo, Integration, IssuerInfo, TeleportIdentity } from "#lib/domain/teleport/types.ts";
import { container } from "./container.ts";
import { systemClock } from "./clock.ts";
import { lastObservation } from "./observations.ts";

/** What is read before any enrollment is looked at: cluster, identities, integrations; no scan. */
export interface Overview {
  readAt: string;
  cluster: Observed<ClusterInfo>;
  identity: Observed<TeleportIdentity>;
  issuer: Observed<IssuerInfo>;
  aws: Observed<AwsIdentity>;
  integrations: Observed<readonly Integration[]>;
  drafts: readonly EnrollmentDraft[];
  profiles: readonly AccountProfile[];
}

const holder = globalThis as {
  awsAccessOverview?: { last: Overview | null; underWay: Promise<Overview> | null };
};

function state() {
  holder.awsAccessOverview ??= { last: null, underWay: null };
  return holder.awsAccessOverview;
}

export function lastPrerequisites(): Overview | null {
  return state().last;
}

/** Reads cluster, identities and integrations again; callers at the same time share one reading. */
export async function readOverviewAgain(): Promise<Overview> {
  const current = state();
  current.underWay ??= readNow().finally(() => {
    current.underWay = null;
  });
  current.last = await current.underWay;
  return current.last;
}

async function readNow(): Promise<Overview> {
  const { aws, teleport, drafts, accounts } = await container();
  const [cluster, identity, issuer, awsIdentity, integrations, draftList, profiles] = await Promise.all([
    attempt(teleport.cluster()),
    attempt(teleport.identity()),
    attempt(teleport.issuer()),
    attempt(aws.identity()),
    attempt(teleport.listIntegrations()),
    drafts.list(),
    accounts.list(),
  ]);
  const readAt = systemClock.now().toISOString();
  return { readAt, cluster, identity, issuer, aws: awsIdentity, integrations, drafts: draftList, profiles };
}

async function attempt<T>(reading: Promise<T>): Promise<Observed<T>> {
  try {
    return observed(await reading, systemClock.now().toISOString());
  } catch (error) {
    return { ok: false, problem: problemOf(error), at: systemClock.now().toISOString() };
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof AppError) return error.problem;
  throw error;
}

export function listEnrollments(): EnrollmentListView | "unread" {
  const overview = lastPrerequisites();
  return overview ? summariseEnrollments(overview, lastObservation) : "unread";
}

export function prepareNewEnrollment(): NewEnrollmentView | "unread" {
  const overview = lastPrerequisites();
  return overview ? newEnrollmentView(overview) : "unread";
}
