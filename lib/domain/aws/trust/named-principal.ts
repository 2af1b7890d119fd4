import type { AwsIdentity } from "../types.ts";
import { readPolicyDocument } from "../policy-document.ts";
import { coversAction } from "./analysis.ts";

const session = /^(arn:[\w-]+:)sts(::\d{12}:)assumed-role\/([^/]+)\//;

/**
 * By what names a trust policy can let these credentials in: the user's or the role's ARN, the session's, the unique
 * id. The account's root is none of them: it can assume no role, and who names it means the account.
 */
export function namesOf({ arn, userId, roleArn }: AwsIdentity): readonly string[] {
  if (arn.endsWith(":root")) return [];
  const id = /^(AROA|AIDA)\w+/.exec(userId)?.[0];
  const [, partition, account, roleName] = session.exec(arn) ?? [];
  // A session's ARN hides the path of its role: where IAM did not tell it, there is most likely none.
  const guessed = roleName === undefined ? [] : [`${partition}iam${account}role/${roleName}`];
  return [arn, ...(roleArn === null ? guessed : [roleArn]), ...(id === undefined ? [] : [id])];
}

/**
 * Whether a statement lets one of them assume the role by name. Conditions and refusals aside: what the app sends, and
 * what it may send one day, is nothing to rely on where the question is how far the app's own power goes.
 */
export function letsInByName(trustPolicy: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  const reading = readPolicyDocument(trustPolicy);
  return (
    reading.ok &&
    reading.statements.some(
      (statement) =>
        statement.effect === "Allow" &&
        coversAction(statement, "sts:AssumeRole") !== false &&
        statement.principal?.negated === false &&
        statement.principal.members.some(({ kind, value }) => kind === "AWS" && names.has(value)),
    )
  );
}
