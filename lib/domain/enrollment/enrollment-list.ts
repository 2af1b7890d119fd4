import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { Integration } from "#lib/domain/teleport/types.ts";
import { defaultProfile } from "./account-profile.ts";
import { shownAccount, type EnrollmentDraft, type Observation } from "./observation.ts";
import type { EnrollmentOverview, FormerEnrollment } from "./overview.ts";
import type { ResourceKind } from "./resource.ts";
import { isAwsOidc } from "./adoptable.ts";
import { stepStates } from "./steps/step-states.ts";
import { stepIds, type StepState } from "./step.ts";
import { stepTitles } from "./titles.ts";
import type { FormerEnrollmentView } from "./former-view.ts";
import type { EnrollmentListView, EnrollmentSummaryView } from "./views.ts";

/** What was read last of an enrollment; null: nothing yet. */
export type LastObservation = (integration: string) => Observation | null;

type AtRest = Omit<EnrollmentSummaryView, "activeRunId">;

/**
 * The list of enrollments, from integrations, drafts and profiles alone: no account is scanned for it. Where an
 * enrollment was read before, its steps are shown as they stood then. `activeRuns`: the runs that go on, by enrollment.
 */
export function summariseEnrollments(
  overview: EnrollmentOverview,
  last: LastObservation,
  activeRuns: ReadonlyMap<string, string> = new Map(),
): EnrollmentListView {
  const integrations = overview.integrations.ok ? overview.integrations.value.filter(isAwsOidc) : [];
  const known = new Set(integrations.map(({ name }) => name));
  const drafts = overview.drafts.filter(({ integration }) => !known.has(integration));
  const enrollments = [
    ...integrations.map((integration) => ofIntegration(integration, overview, last)),
    ...drafts.map((draft) => ofDraft(draft, overview, last)),
  ].map((entry) => ({ ...entry, activeRunId: activeRuns.get(entry.integration) ?? null }));
  return {
    enrollments: enrollments.toSorted((a, b) => (a.integration < b.integration ? -1 : 1)),
    former: overview.former.map((former) => ofFormer(former, overview)),
    readAt: overview.readAt,
    problem: overview.integrations.ok ? null : overview.integrations.problem,
  };
}

function ofFormer(
  { integration, accountId, remains, unreadRuns }: FormerEnrollment,
  { profiles }: EnrollmentOverview,
): FormerEnrollmentView {
  return {
    integration,
    account: shownAccount(
      profiles.find((one) => one.accountId === accountId) ?? defaultProfile(accountId, accountId),
    ),
    // That Teleport has it no more is why it stands here.
    remains: remains
      .filter(({ kind }) => kind !== "teleport/integration")
      .map(({ kind, ids }) => `${ids.length} ${ids.length === 1 ? kindWords[kind][0] : kindWords[kind][1]}`),
    problem: unreadRuns === 0 ? null : runsUnread(unreadRuns),
  };
}

const kindWords: Readonly<Record<ResourceKind, readonly [string, string]>> = {
  "aws/oidc-provider": ["identity provider", "identity providers"],
  "aws/role": ["integration role", "integration roles"],
  "aws/role-trust": ["trust policy with our statement", "trust policies with our statement"],
  "aws/role-tag": ["tag", "tags"],
  "aws/inline-policy": ["inline policy", "inline policies"],
  "teleport/integration": ["integration", "integrations"],
  "teleport/app-server": ["app", "apps"],
  "teleport/access-role": ["access role", "access roles"],
  "teleport/user-access": ["user’s access", "users’ access"],
};

function runsUnread(count: number): Problem {
  return {
    code: "plan-not-found",
    what:
      count === 1
        ? "A run in this account could not be read."
        : `${count} runs in this account could not be read.`,
    why: "What is stored of a plan is missing, or is not what was shown: more may be left than is said here.",
    remedy: "Restore the data of this app from a backup that has the plan. Its log names each such run.",
  };
}

function ofIntegration(
  integration: Integration,
  overview: EnrollmentOverview,
  last: LastObservation,
): AtRest {
  const { name } = integration;
  const parsed = parseRoleArn(integration.roleArn);
  const accountId = parsed.ok ? parsed.value.accountId : "";
  const partition = parsed.ok ? parsed.value.partition : "aws";
  const profile = overview.profiles.find((one) => one.accountId === accountId);
  const observation = last(name);
  if (observation) {
    const kind = profile ? "enrollment" : "adoptable";
    return enrollmentSummaryView(observation, { kind, partition });
  }
  return {
    integration: name,
    kind: profile ? "enrollment" : "adoptable",
    account: shownAccount(profile ?? defaultProfile(accountId, name)),
    partition,
    steps: unreadSteps(),
    summary: profile
      ? "Not read yet: open it to see where it stands"
      : "Made elsewhere: adopt it to go on here",
    nextStep: "integration",
    problem: parsed.ok ? null : noRole(integration),
  };
}

function ofDraft(draft: EnrollmentDraft, overview: EnrollmentOverview, last: LastObservation): AtRest {
  const observation = last(draft.integration);
  if (observation) {
    return enrollmentSummaryView(observation, {
      kind: "draft",
      partition: draft.partition,
    });
  }
  const profile = overview.profiles.find(({ accountId }) => accountId === draft.accountId);
  return {
    integration: draft.integration,
    kind: "draft",
    account: shownAccount(profile ?? defaultProfile(draft.accountId, draft.displayName)),
    partition: draft.partition,
    steps: unreadSteps("open"),
    summary: "Begun here: open it to see where it stands",
    nextStep: "integration",
    problem: null,
  };
}

function unreadSteps(first: "open" | "unknown" = "unknown"): EnrollmentSummaryView["steps"] {
  return stepIds.map((id) => ({
    id,
    title: stepTitles[id],
    status: first === "open" ? (id === "integration" ? "open" : "waiting") : "unknown",
  }));
}

function noRole({ name, roleArn }: Integration): Problem {
  return {
    code: "teleport-invalid-input",
    what: `The integration ${name} does not name an IAM role.`,
    why: "Without the role's ARN its account is not known.",
    remedy: "Correct the integration in Teleport, or delete it there.",
    evidence: roleArn,
  };
}

/** One line of the list, from a full observation. */
export function enrollmentSummaryView(
  o: Observation,
  details: Pick<EnrollmentSummaryView, "kind" | "partition">,
): AtRest {
  const steps = stepStates(o);
  const next = steps.find(({ status }) => status !== "done");
  const [problem = null] = steps.flatMap(({ problems }) => problems);
  return {
    integration: o.integrationName,
    ...details,
    account: shownAccount(o.profile),
    steps: steps.map(({ id, title, status }) => ({ id, title, status })),
    summary: summaryOf(steps, next),
    nextStep: next?.id ?? "launch",
    problem,
  };
}

function summaryOf(steps: readonly StepState[], next: StepState | undefined): string {
  if (!next) return "All six steps are done";
  const done = steps.filter(({ status }) => status === "done").length;
  return `${done} of ${steps.length} steps done · ${next.title}: ${next.summary}`;
}
