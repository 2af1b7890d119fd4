import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { AppError } from "#lib/domain/errors.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import type { Labels } from "#lib/domain/teleport/types.ts";

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
  return Object.hasOwn(labels, enrollmentLabel) && labels[enrollmentLabel] !== "";
}

/** Account of an IAM role's ARN; null when the text is none. A wildcard or a template never is. */
export function accountOfRoleArn(arn: string): string | null {
  const parsed = parseRoleArn(arn);
  return parsed.ok && !/[*{}?]/.test(arn) ? parsed.value.accountId : null;
}

export function assertRoleArns(arns: readonly string[], on: string): void {
  for (const arn of arns) {
    if (accountOfRoleArn(arn) !== null) continue;
    throw refusal(`The app does not write “${arn}” into ${on}.`, "It is not the ARN of an IAM role.", arn);
  }
}
