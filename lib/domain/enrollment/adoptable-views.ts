import { parseRoleArn, roleArn, type RoleArn } from "#lib/domain/aws/arn.ts";
import { writePolicyDocument } from "#lib/domain/aws/policy-document.ts";
import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import type { Integration } from "#lib/domain/teleport/types.ts";
import { adoptionRefusal } from "./adoptable.ts";
import type { ByHand } from "./by-hand.ts";
import { minimalPolicyByHand } from "./minimal-policy.ts";
import { issuerHostAndPath } from "./issuer.ts";
import { valueOr } from "./observation.ts";
import type { EnrollmentOverview } from "./overview.ts";
import type { AdoptableView } from "./views.ts";

/** The role that the app's own credentials assume in an account that is not theirs. */
const accessRoleName = "aws-access-for-teleport";

/** Integrations that were made elsewhere and whose account nobody has taken over here. */
export function adoptableViews(overview: EnrollmentOverview): AdoptableView[] {
  return valueOr(overview.integrations, [])
    .filter(({ subKind }) => subKind === "aws-oidc")
    .flatMap((integration) => {
      const parsed = parseRoleArn(integration.roleArn);
      if (!parsed.ok) return [unreadable(integration, parsed.problem)];
      const isKnown = overview.profiles.some(({ accountId }) => accountId === parsed.value.accountId);
      return isKnown ? [] : [adoptable(overview, integration, parsed.value)];
    });
}

function unreadable({ name, roleArn: arn }: Integration, problem: string): AdoptableView {
  return {
    integration: name,
    roleArn: arn,
    accountId: "",
    needsAccessRole: null,
    refusal: `It does not name an IAM role: ${problem}`,
  };
}

function adoptable(overview: EnrollmentOverview, integration: Integration, role: RoleArn): AdoptableView {
  const identity = valueOr(overview.aws, null);
  const refusal = adoptionRefusal(integration);
  const isOwn = identity?.accountId === role.accountId && identity.partition === role.partition;
  return {
    integration: integration.name,
    roleArn: integration.roleArn,
    accountId: role.accountId,
    needsAccessRole:
      refusal !== null || isOwn || !identity
        ? null
        : {
            suggestedRoleArn: roleArn({ ...role, path: "/", name: accessRoleName }),
            trustAndPolicy: accessRoleByHand(overview, integration, role, identity),
          },
    refusal: refusal ?? otherPartition(identity, role),
  };
}

/** Credentials of one partition never reach another one. */
function otherPartition(identity: AwsIdentity | null, { partition }: RoleArn): string | null {
  if (!identity || identity.partition === partition) return null;
  return `Its account is in the partition ${partition}, and the app's credentials are of ${identity.partition}: no role leads from one to the other.`;
}

function accessRoleByHand(
  overview: EnrollmentOverview,
  integration: Integration,
  role: RoleArn,
  identity: AwsIdentity,
): ByHand {
  const issuer = issuerHostAndPath(integration, valueOr(overview.issuer, null)?.hostAndPath ?? "");
  const policy = minimalPolicyByHand({
    accountId: role.accountId,
    partition: role.partition,
    issuerHostAndPath: issuer,
    integrationRoleArn: role.arn,
    identity: { arn: identity.arn, roleArn: roleArn({ ...role, path: "/", name: accessRoleName }) },
  });
  const trust = writePolicyDocument({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: principalOf(identity) }, Action: "sts:AssumeRole" }],
  });
  return {
    summary: `Create the role ${accessRoleName} in account ${role.accountId} with this trust policy and this policy, then enter its ARN.`,
    parts: [
      {
        format: "json",
        title: "Trust policy",
        fileName: `${accessRoleName}-trust.json`,
        content: `${trust}\n`,
      },
      ...policy.parts,
    ],
  };
}

/** A session can't be trusted as such: its role is, or, where that is not known, its account. */
function principalOf({ arn, roleArn: role, accountId, partition }: AwsIdentity): string {
  return role ?? (arn.includes(":assumed-role/") ? `arn:${partition}:iam::${accountId}:root` : arn);
}
