import type { Labels } from "#lib/domain/teleport/types.ts";
import { AppError } from "#lib/domain/errors.ts";

/** On every access role that the app made: it writes, grants and deletes no other. */
export const enrollmentLabel = "aws-access.teleport/enrollment";
export const roleArnsTrait = "aws_role_arns";

export function refusal(what: string, why: string, evidence: string): AppError {
  return new AppError({
    code: "refused-by-gateway",
    what,
    why,
    remedy: "Do it with tctl, as an administrator of the cluster.",
    evidence,
  });
}

export function hasOurLabel(labels: Labels): boolean {
  return (labels[enrollmentLabel] ?? "") !== "";
}

const roleArn = /^arn:(?:aws|aws-cn|aws-us-gov):iam::(\d{12}):role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/;

/** Account of an IAM role's ARN; null when the text is none. A wildcard or a template never is. */
export function accountOfRoleArn(arn: string): string | null {
  return /[*{}?]/.test(arn) ? null : (roleArn.exec(arn)?.[1] ?? null);
}

export function assertRoleArns(arns: readonly string[], on: string): void {
  for (const arn of arns) {
    if (accountOfRoleArn(arn) !== null) continue;
    throw refusal(`The app does not write “${arn}” into ${on}.`, "It is not the ARN of an IAM role.", arn);
  }
}
