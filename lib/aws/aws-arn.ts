import type { Partition } from "#lib/domain/aws/types.ts";
import { AppError } from "#lib/domain/errors.ts";

const partitions: readonly string[] = ["aws", "aws-us-gov", "aws-cn"] satisfies Partition[];

export interface AwsArn {
  partition: Partition;
  service: string;
  accountId: string;
  /** Everything after the account: `role/team/x`. */
  resource: string;
}

function isPartition(text: string): text is Partition {
  return partitions.includes(text);
}

/** Splits an ARN of IAM or STS; null when it is not one, or is of a partition that the app does not know. */
export function parseAwsArn(arn: string): AwsArn | null {
  const match = /^arn:([^:]+):([^:]+)::(\d{12}):(.+)$/s.exec(arn);
  const [, partition = "", service = "", accountId = "", resource = ""] = match ?? [];
  return isPartition(partition) ? { partition, service, accountId, resource } : null;
}

/** Name and path (with both slashes) of a role, from its ARN. */
export function roleNameAndPath(arn: string): { name: string; path: string } {
  const parsed = /^arn:[^:]+:iam::\d{12}:role(\/(?:[\x21-\x7e]*\/)?)([\w+=,.@-]{1,64})$/.exec(arn);
  const [, path, name] = parsed ?? [];
  if (path === undefined || name === undefined) throw notAnArn(arn, "an IAM role");
  return { name, path };
}

export function notAnArn(arn: string, of: string): AppError {
  return new AppError({
    code: "aws-invalid-input",
    what: `“${arn}” is not the ARN of ${of}.`,
    why: "An ARN of IAM has the form arn:<partition>:iam::<12 digits>:<kind>/<name>.",
    remedy: "Copy the ARN from the AWS console or from the list of roles.",
    evidence: arn,
  });
}
