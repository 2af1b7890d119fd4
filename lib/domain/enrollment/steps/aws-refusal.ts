import type { Problem } from "#lib/domain/errors.ts";
import { homeOf } from "../home.ts";
import { valueOr, type Observation, type Observed } from "../observation.ts";

/** Why nothing can be planned in the account: something needed was not read, or there is no integration role yet. */
export function awsRefusal(o: Observation, needed: readonly Observed<unknown>[]): Problem | null {
  const unread = [o.cluster, o.aws, o.integrationRole, ...needed].find((part) => !part.ok);
  if (unread?.ok === false) return unread.problem;
  return wrongAccount(o) ?? noIntegrationRole(o);
}

export function wrongAccount(o: Observation): Problem | null {
  const { accountId, partition } = homeOf(o);
  const identity = valueOr(o.aws, null);
  if (!identity || (identity.accountId === accountId && identity.partition === partition)) return null;
  return {
    code: "aws-account-mismatch",
    what: `The AWS credentials belong to account ${identity.accountId} (${identity.partition}), not to ${accountId} (${partition}).`,
    why: "Roles of the same name exist in every account, so nothing is written with them.",
    remedy: `Give the app credentials of account ${accountId}, or a role in it to assume.`,
    evidence: identity.arn,
  };
}

function noIntegrationRole(o: Observation): Problem | null {
  if (valueOr(o.integrationRole, null) !== null) return null;
  return {
    code: "aws-not-found",
    what: "The integration role does not exist yet.",
    why: "This step speaks of it: IAM refuses policies that name a role which is not there.",
    remedy: "Do step 1 first.",
    evidence: homeOf(o).integrationRoleArn,
  };
}
