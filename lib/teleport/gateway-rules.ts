import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { AppError } from "#lib/domain/errors.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { accountOfSelectors, areOf } from "#lib/domain/teleport/access-role-name.ts";
import type { Labels, RoleConditions } from "#lib/domain/teleport/types.ts";

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

/** Null where the labels match apps of one account and no other, and every ARN is that account's. */
export function whyNotOneAccount({
  appLabels,
  awsRoleArns,
}: Pick<RoleConditions, "appLabels" | "awsRoleArns">): string | null {
  const accountId = accountOfSelectors(appLabels);
  if (accountId === null) return "Its app labels do not match the apps of one AWS account alone.";
  return areOf(accountId, awsRoleArns)
    ? null
    : `It matches apps of the account ${accountId}, and names AWS roles of another one.`;
}
