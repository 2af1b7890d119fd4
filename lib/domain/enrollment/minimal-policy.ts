import { minimalPolicy, trustPowerWarning } from "#lib/domain/aws/app-permissions.ts";
import { principalArn } from "#lib/domain/aws/app-permissions-held.ts";
import { iamRoleName, parseRoleArn, roleArn } from "#lib/domain/aws/arn.ts";
import type { AwsIdentity, Partition } from "#lib/domain/aws/types.ts";
import type { ByHand } from "./by-hand.ts";

/** Which roles the app's credentials may change the trust of. */
export interface TargetRoles {
  /** As `targetPatternSchema` takes it; left out: all. */
  targetPattern?: string;
  /** Left out: yes. */
  excludeAdmin?: boolean;
}

export interface MinimalPolicyQuestion extends TargetRoles {
  accountId: string;
  partition: Partition;
  issuerHostAndPath: string;
  integrationRoleArn: string;
  identity: Pick<AwsIdentity, "arn" | "roleArn"> | null;
}

/** The question for the integration role that a form names now; the one before, while that is no name. */
export function forRoleName(question: MinimalPolicyQuestion, entered: string): MinimalPolicyQuestion {
  const name = iamRoleName.safeParse(entered);
  return name.success
    ? { ...question, integrationRoleArn: roleArn({ ...question, name: name.data }) }
    : question;
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
