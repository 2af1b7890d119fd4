import type { Partition } from "#lib/domain/aws/types.ts";
import { AppError } from "#lib/domain/errors.ts";
import { notAnArn, parseAwsArn } from "./aws-arn.ts";

export interface AccountBinding {
  accountId: string;
  partition: Partition;
}

/**
 * Refuses an ARN that is not of the bound account and partition. IAM's calls take bare names, which exist in every
 * account, so this is the only thing that keeps a plan for one account out of another.
 */
export function assertBound(arn: string, binding: AccountBinding): void {
  const parsed = parseAwsArn(arn);
  if (!parsed) throw notAnArn(arn, "an IAM resource");
  if (parsed.accountId === binding.accountId && parsed.partition === binding.partition) return;
  throw new AppError({
    code: "aws-account-mismatch",
    what: `${arn} is not in account ${binding.accountId} (${binding.partition}).`,
    why: `It belongs to account ${parsed.accountId} (${parsed.partition}), and this connection is bound to another one.`,
    remedy: "Open the enrollment of the account that the ARN names, and plan the change there.",
    evidence: arn,
  });
}

/** Refuses credentials of another account: IAM would carry out every change there. */
export function assertOwner(callerArn: string, binding: AccountBinding): void {
  const caller = parseAwsArn(callerArn);
  if (caller && caller.accountId === binding.accountId && caller.partition === binding.partition) return;
  const owner = caller ? `account ${caller.accountId} (${caller.partition})` : "an unknown account";
  throw new AppError({
    code: "aws-account-mismatch",
    what: `The AWS credentials belong to ${owner}, not to account ${binding.accountId} (${binding.partition}).`,
    why: "They were replaced since the account was opened, or the account needs a role to be reached through.",
    remedy: `Provide credentials of account ${binding.accountId}, or set the role that reaches it in the account's settings.`,
    evidence: callerArn,
  });
}
