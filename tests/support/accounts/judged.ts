import type { RoleVerdict } from "#lib/domain/aws/role-verdict.ts";
import { judgeRole } from "#lib/domain/aws/role-verdict.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";

/** What the app has read of the integration role and its account. */
export interface ReadAccount {
  readonly hubArn: string;
  readonly hub: AwsRole | "unknown";
  readonly accountId: string;
  readonly livePrincipalIds: readonly string[];
  readonly externalId: string | null;
}

/** One of which nothing was left unread. */
export interface WholeAccount extends ReadAccount {
  readonly hub: AwsRole;
}

export function judged(
  read: ReadAccount,
  role: AwsRole,
  acceptedConditions: readonly string[] = [],
): RoleVerdict {
  return judgeRole({
    role,
    integrationRole: read.hub,
    integrationRoleArn: read.hubArn,
    livePrincipalIds: read.livePrincipalIds,
    userIdsKnown: true,
    externalId: read.externalId,
    acceptedConditions,
    sameAccount: role.accountId === read.accountId,
  });
}

/** What a verdict promises of a launch; null: nothing. */
export function promised({ state }: Pick<RoleVerdict, "state">): boolean | null {
  if (state === "ready" || state === "ready-not-per-guide") return true;
  return state === "fails" ? false : null;
}
