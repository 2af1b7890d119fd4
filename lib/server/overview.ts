import "server-only";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { newEnrollmentView } from "#lib/domain/enrollment/new-enrollment-view.ts";
import { summariseEnrollments } from "#lib/domain/enrollment/enrollment-list.ts";
import { observed, type Observed } from "#lib/domain/enrollment/observation.ts";
import type { EnrollmentOverview } from "#lib/domain/enrollment/overview.ts";
import type { EnrollmentListView, NewEnrollmentView } from "#lib/domain/enrollment/views.ts";
import { container } from "./container.ts";
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

async function readNow(): Promise<EnrollmentOverview> {
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
