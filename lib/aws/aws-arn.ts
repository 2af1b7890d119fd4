import { isPartition, parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { Partition } from "#lib/domain/aws/types.ts";
import { AppError } from "#lib/domain/errors.ts";

export interface AwsArn {
  partition: Partition;
  service: string;
  accountId: string;
  /** Everything after the account: `role/team/x`. */
  resource: string;
}

/** Splits an ARN of IAM or STS; null when it is not one, or is of a partition that the app does not know. */
export function parseAwsArn(arn: string): AwsArn | null {
  const match = /^arn:([^:]+):([^:]+)::(\d{12}):(.+)$/s.exec(arn);
  const [, partition = "", service = "", accountId = "", resource = ""] = match ?? [];
  return isPartition(partition) ? { partition, service, accountId, resource } : null;
}

/** Name and path (with both slashes) of a role, from its ARN. */
export function roleNameAndPath(arn: string): { name: string; path: string } {
  const parsed = parseRoleArn(arn);
  if (!parsed.ok) throw notAnArn(arn, "an IAM role", parsed.problem);
  return parsed.value;
}

export function notAnArn(
  arn: string,
  of: string,
  why = "An ARN of IAM has the form arn:<partition>:iam::<12 digits>:<kind>/<name>.",
): AppError {
  return new AppError({
    code: "aws-invalid-input",
    what: `“${arn}” is not the ARN of ${of}.`,
    why,
    remedy: "Copy the ARN from the AWS console or from the list of roles.",
    evidence: arn,
  });
}
