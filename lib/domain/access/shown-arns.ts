import { accountLabel } from "#lib/domain/teleport/labels.ts";

import type { AccessApp } from "./types.ts";

const roleArn = /^arn:[^:]+:iam::(\d{12}):role\/./;

/** The account of an IAM role's ARN as Teleport reads it for its lists; null for anything else. */
export function accountOfRoleArn(arn: string): string | null {
  return roleArn.exec(arn)?.[1] ?? null;
}

/**
 * Whether the app's tile offers the ARN once access is granted: lists leave out what is no role ARN, and ARNs of other
 * accounts when the app carries an account. Display only: the server would still let such an ARN through.
 */
export function isShownOn(app: AccessApp, arn: string): boolean {
  const account = accountOfRoleArn(arn);
  const wanted = Object.hasOwn(app.labels, accountLabel) ? app.labels[accountLabel] : undefined;
  return account !== null && (!wanted || wanted === account);
}
