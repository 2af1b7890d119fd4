import "server-only";
import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { AccountAccess } from "#lib/domain/enrollment/access-role.ts";
import { homeOf } from "#lib/domain/enrollment/home.ts";
import type { AccountAccessInput, PrepareAccessInput } from "#lib/domain/enrollment/inputs.ts";
import { issuerHostAndPath } from "#lib/domain/enrollment/issuer.ts";
import { valueOr } from "#lib/domain/enrollment/observation.ts";
import { AppError } from "#lib/domain/errors.ts";
import { reachAccount } from "#lib/enrollment/reach-account.ts";
import { container } from "./container.ts";
import { lastObservation, readAgain, readAnew } from "./observations.ts";
import { lastPrerequisites, readOverviewAgain } from "./overview.ts";

/** What the role to reach an account needs, with the external id that was made for it. */
export async function prepare({ accountId, integration: name }: PrepareAccessInput): Promise<AccountAccess> {
  const { externalIds } = await container();
  const overview = lastPrerequisites() ?? (await readOverviewAgain());
  if (!overview.aws.ok) throw new AppError(overview.aws.problem);
  if (!overview.issuer.ok) throw new AppError(overview.issuer.problem);
  const { partition, accountId: ownAccountId, arn, roleArn } = overview.aws.value;
  const integration = valueOr(overview.integrations, []).find((one) => one.name === name) ?? null;
  const role = integration === null ? null : parseRoleArn(integration.roleArn);
  return {
    accountId,
    partition,
    issuerHostAndPath: issuerHostAndPath(integration, overview.issuer.value.hostAndPath),
    integrationRoleArn: role?.ok && role.value.accountId === accountId ? role.value.arn : null,
    own: { accountId: ownAccountId, arn, roleArn },
    externalId: await externalIds.of(accountId),
  };
}

/** Changes how an enrolled account is reached, once it was reached that way. Nothing is written to AWS or Teleport. */
export async function change({ integration, accessRoleArn }: AccountAccessInput): Promise<null> {
  const { accounts, aws, externalIds } = await container();
  const observation = lastObservation(integration) ?? (await readAgain(integration));
  const reached = await reachAccount({ aws, externalIds }, homeOf(observation), accessRoleArn);
  const { profile } = observation;
  const known = await accounts.find(profile.accountId);
  await accounts.save({ ...(known ?? profile), ...reached });
  await Promise.all([readOverviewAgain(), readAnew(integration)]);
  return null;
}
