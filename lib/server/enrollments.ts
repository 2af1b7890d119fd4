import "server-only";
import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { AdoptInput, BeginEnrollmentInput } from "#lib/domain/enrollment/inputs.ts";
import type { AccountProfile } from "#lib/domain/enrollment/observation.ts";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import { partitionFacts } from "#lib/domain/aws/partitions.ts";
import type { Partition } from "#lib/domain/aws/types.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { reachAccount } from "#lib/enrollment/reach-account.ts";
import type { ActionContext } from "./action.ts";
import { systemClock } from "./clock.ts";
import { container } from "./container.ts";
import { overtaken } from "./overtaken.ts";
import { forget, readAgain } from "./observations.ts";
import { readOverviewAgain } from "./overview.ts";

function stepHref(integration: string): string {
  return `/enroll/${encodeURIComponent(integration)}/integration`;
}

/** Begins an enrollment of the credentials' own account, or of another. Nothing is written to AWS or Teleport. */
export async function begin(input: BeginEnrollmentInput, { user }: ActionContext): Promise<{ href: string }> {
  const { drafts, accounts, aws, externalIds } = await container();
  const overview = await readOverviewAgain();
  if (!overview.aws.ok) throw new AppError(overview.aws.problem);
  if (!overview.integrations.ok) throw new AppError(overview.integrations.problem);
  const own = overview.aws.value;
  const { partition } = own;
  const isOther = input.where === "other";
  const accountId = isOther ? input.accountId : own.accountId;
  if (isOther && accountId === own.accountId)
    throw new AppError(ownAccount(accountId), { field: "accountId" });
  const taken = [
    ...overview.integrations.value,
    ...overview.drafts.map(({ integration: name }) => ({ name })),
  ];
  if (taken.some(({ name }) => name === input.integration))
    throw new AppError(nameTaken(input.integration), { field: "integration" });
  if (!partitionFacts(partition).worksWithTeleportOidc && !input.partitionAccepted) {
    throw new AppError(partitionNeedsConsent(partition), { field: "partitionAccepted" });
  }
  const home = { accountId, partition };
  const reached = isOther ? await reachAccount({ aws, externalIds }, home, input.accessRoleArn) : {};
  const known = await accounts.find(accountId);
  await accounts.save({ ...freshProfile(accountId, known), ...reached, displayName: input.displayName });
  await drafts.save({
    integration: input.integration,
    roleName: input.roleName,
    accountId,
    partition,
    displayName: input.displayName,
    createdAt: systemClock.now().toISOString(),
    createdBy: user,
  });
  await Promise.all([readOverviewAgain(), readAgain(input.integration)]);
  return { href: stepHref(input.integration) };
}

/** Takes over an integration that exists in Teleport, made by whoever. Nothing is written to AWS or Teleport. */
export async function adopt(input: AdoptInput): Promise<{ href: string }> {
  const { accounts, aws, externalIds, teleport } = await container();
  const integration = await teleport.getIntegration(input.integration);
  if (!integration) throw new AppError(noIntegration(input.integration));
  const role = parseRoleArn(integration.roleArn);
  if (!role.ok) throw new AppError(noIntegration(input.integration));
  const { accountId, partition } = role.value;
  const known = await accounts.find(accountId);
  const accessRoleArn = input.accessRoleArn || (known?.accessRoleArn ?? "");
  // Proves that the account can be reached before anything about it is kept.
  const reached = await reachAccount({ aws, externalIds }, { accountId, partition }, accessRoleArn);
  await accounts.save({ ...freshProfile(accountId, known), ...reached, displayName: input.displayName });
  await Promise.all([readOverviewAgain(), readAgain(input.integration)]);
  return { href: stepHref(input.integration) };
}

export async function discard({ integration }: { integration: string }): Promise<{ href: string }> {
  const { drafts } = await container();
  await drafts.remove(integration);
  forget(integration);
  await readOverviewAgain();
  return { href: "/enroll" };
}

export async function refresh({ integration }: { integration: string }): Promise<{ readAt: string }> {
  await readAgain(integration);
  return { readAt: systemClock.now().toISOString() };
}

/** With it those enrollments whose steps a run elsewhere has changed since. */
export async function refreshOverview(): Promise<{ readAt: string }> {
  const { readAt } = await readOverviewAgain();
  await Promise.all((await overtaken()).map(async (integration) => await readAgain(integration)));
  return { readAt };
}

function freshProfile(accountId: string, known: AccountProfile | null): AccountProfile {
  return known ?? defaultProfile(accountId, accountId);
}

function nameTaken(name: string): Problem {
  return {
    code: "input-invalid",
    what: `There is already an integration or a draft named ${name}.`,
    why: "The name is the integration's identity in Teleport, and part of the app's address.",
    remedy: "Choose another name, or open the one that exists from the list of enrollments.",
    evidence: name,
  };
}

function partitionNeedsConsent(partition: Partition): Problem {
  return {
    code: "input-invalid",
    what: `Teleport's OIDC integration does not work in the partition ${partition}.`,
    why: "The cluster calls AWS's global region, which this partition does not know (gravitational/teleport issue 52383).",
    remedy: "Use the agent-based access, or tick the box to go on all the same.",
    evidence: partition,
  };
}

function noIntegration(name: string): Problem {
  return {
    code: "not-found",
    what: `Teleport has no AWS OIDC integration named ${name}.`,
    why: "It may have been deleted since the list was read.",
    remedy: "Go back to the list and choose again.",
    evidence: name,
  };
}

function ownAccount(accountId: string): Problem {
  return {
    code: "input-invalid",
    what: `${accountId} is the account of the app's own credentials.`,
    why: "It is reached without a role.",
    remedy: "Choose to enroll this account, or enter the id of another one.",
    evidence: accountId,
  };
}
