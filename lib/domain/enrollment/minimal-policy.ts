import { minimalPolicy, trustPowerWarning } from "#lib/domain/aws/app-permissions.ts";
import { principalArn } from "#lib/domain/aws/app-permissions-held.ts";
import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { AwsIdentity, Partition } from "#lib/domain/aws/types.ts";
import type { ByHand } from "./by-hand.ts";

export interface MinimalPolicyQuestion {
  accountId: string;
  partition: Partition;
  issuerHostAndPath: string;
  integrationRoleArn: string;
  identity: Pick<AwsIdentity, "arn" | "roleArn"> | null;
  /** Which roles people shall assume, as `targetPatternSchema` takes it; left out: all. */
  targetPattern?: string;
  /** Left out: yes. */
  excludeAdmin?: boolean;
}

/** The IAM policy that the app's own credentials need in an account, as a document to copy. */
export function minimalPolicyByHand(question: MinimalPolicyQuestion): ByHand {
  const role = parseRoleArn(question.integrationRoleArn);
  const { targetPattern, excludeAdmin } = question;
  const { document, notes } = minimalPolicy({
    partition: question.partition,
    accountId: question.accountId,
    issuerHostAndPath: question.issuerHostAndPath,
    integrationRoleName: role.ok ? role.value.name : "",
    ...(role.ok ? { integrationRolePath: role.value.path } : {}),
    ownRoleName: ownRoleName(question.identity),
    ownArn: question.identity && principalArn(question.identity),
    ...(targetPattern === undefined ? {} : { targetPattern }),
    ...(excludeAdmin === undefined ? {} : { excludeAdmin }),
  });
  return {
    summary: `What the app's credentials need in account ${question.accountId}, and no more. ${[trustPowerWarning, ...notes].join(" ")}`,
    parts: [
      {
        format: "json",
        title: "IAM policy",
        fileName: `aws-access-for-teleport-${question.accountId}.json`,
        content: `${document}\n`,
      },
    ],
  };
}

/** Name of the role that a session or role is of; null for a user, and where nobody is known. */
export function ownRoleName(identity: MinimalPolicyQuestion["identity"]): string | null {
  if (!identity) return null;
  const parsed = identity.roleArn === null ? null : parseRoleArn(identity.roleArn);
  return parsed?.ok ? parsed.value.name : (/:assumed-role\/([^/]+)\//.exec(identity.arn)?.[1] ?? null);
}
