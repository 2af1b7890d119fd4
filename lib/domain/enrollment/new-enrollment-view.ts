import { partitionFacts } from "#lib/domain/aws/partitions.ts";
import { adoptableViews } from "./adoptable-views.ts";
import { defaultProfile } from "./account-profile.ts";
import { teleportRoleByHand } from "./app-identity-by-hand.ts";
import { newEnrollmentChecks, preventsStart } from "./new-enrollment-checks.ts";
import { shownAccount, valueOr } from "./observation.ts";
import type { EnrollmentOverview } from "./overview.ts";
import { suggestedNames } from "./suggested-names.ts";
import type { NewEnrollmentView } from "./views.ts";
import { roleArn } from "#lib/domain/aws/arn.ts";

/** `/new`: what the guide asks for first, each checked live, and names that are free. */
export function newEnrollmentView(overview: EnrollmentOverview): NewEnrollmentView {
  const identity = valueOr(overview.aws, null);
  const cluster = valueOr(overview.cluster, null);
  const issuer = valueOr(overview.issuer, null);
  const known = overview.profiles.find(({ accountId }) => accountId === identity?.accountId);
  const names = suggestedNames(overview, known?.displayName ?? null);
  const checks = newEnrollmentChecks(overview);
  return {
    checks,
    account: identity && shownAccount(known ?? defaultProfile(identity.accountId, identity.accountId)),
    partition: identity?.partition ?? null,
    partitionWarning: identity && partitionFacts(identity.partition).teleportOidcNote,
    takenNames: names.taken,
    suggestedName: names.integration,
    suggestedRoleName: names.role,
    policyQuestion:
      identity && issuer
        ? {
            accountId: identity.accountId,
            partition: identity.partition,
            issuerHostAndPath: issuer.hostAndPath,
            integrationRoleArn: roleArn({ ...identity, name: names.role }),
            identity: { arn: identity.arn, roleArn: identity.roleArn },
          }
        : null,
    minimalTeleportRole: {
      "every-app": teleportRoleByHand(cluster, "every-app"),
      "aws-apps": teleportRoleByHand(cluster, "aws-apps"),
    },
    adoptable: adoptableViews(overview),
    canStart: !checks.some(preventsStart),
  };
}
