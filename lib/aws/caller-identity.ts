import { GetRoleCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import { AppError, isRunStopping } from "#lib/domain/errors.ts";
import { parseAwsArn } from "./aws-arn.ts";
import type { AwsSession } from "./session.ts";

/** A session's ARN hides the role's path, so IAM is asked; null where that is not allowed. */
async function roleBehindSession(session: AwsSession, resource: string): Promise<string | null> {
  const roleName = /^assumed-role\/([^/]+)\//.exec(resource)?.[1];
  if (roleName === undefined) return null;
  try {
    const { Role } = await session.send({ action: "iam:GetRole", resource: `role ${roleName}` }, ({ iam }) =>
      iam.send(new GetRoleCommand({ RoleName: roleName })),
    );
    return Role?.Arn ?? null;
  } catch (error) {
    if (error instanceof AppError && !isRunStopping(error.code)) return null;
    throw error;
  }
}

export async function readIdentity(session: AwsSession): Promise<AwsIdentity> {
  const call = { action: "sts:GetCallerIdentity", resource: "*" };
  const { Arn = "", UserId = "" } = await session.send(call, ({ sts }) =>
    sts.send(new GetCallerIdentityCommand({})),
  );
  const parsed = parseAwsArn(Arn);
  if (!parsed) {
    throw new AppError({
      code: "aws-unsupported",
      what: "The AWS credentials belong to a partition that the app does not know.",
      why: "Teleport's AWS access covers the partitions aws, aws-us-gov and aws-cn.",
      remedy: "Provide credentials of an account in one of these partitions.",
      evidence: Arn,
    });
  }
  return {
    accountId: parsed.accountId,
    partition: parsed.partition,
    arn: Arn,
    userId: UserId,
    roleArn: await roleBehindSession(session, parsed.resource),
    expiresAt: await session.credentialsExpireAt(),
  };
}
