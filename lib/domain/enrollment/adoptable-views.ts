import { parseRoleArn, type RoleArn } from "#lib/domain/aws/arn.ts";
import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import type { Integration } from "#lib/domain/teleport/types.ts";
import { usualAccessRole } from "./access-role.ts";
import { adoptionRefusal } from "./adoptable.ts";
import { valueOr } from "./observation.ts";
import type { EnrollmentOverview } from "./overview.ts";
import type { AdoptableView } from "./views.ts";

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
      refusal !== null || isOwn || !identity ? null : { suggestedRoleArn: usualAccessRole(role) },
    refusal: refusal ?? otherPartition(identity, role),
  };
}

/** Credentials of one partition never reach another one. */
function otherPartition(identity: AwsIdentity | null, { partition }: RoleArn): string | null {
  if (!identity || identity.partition === partition) return null;
  return `Its account is in the partition ${partition}, and the app's credentials are of ${identity.partition}: no role leads from one to the other.`;
}
