import { actionMatches } from "./glob.ts";
import { readPolicyDocument } from "./policy-document.ts";
import type { ReadStatement } from "./policy-statement.ts";
import type { AwsRole, ManagedPolicy } from "./types.ts";

/** An action of IAM that no pattern names but by a wildcard over all of them. */
const anyIamAction = "iam:\u0001\u0001\u0001";

const adminPolicies: ReadonlySet<string> = new Set(["AdministratorAccess", "IAMFullAccess"]);

function grantsAllOfIam(statement: ReadStatement): boolean {
  const { effect, action } = statement;
  if (effect !== "Allow" || !action) return false;
  return action.patterns.some((pattern) => actionMatches(pattern, anyIamAction)) !== action.negated;
}

const isOfAws = ({ arn }: ManagedPolicy): boolean => /^arn:[\w-]+:iam::aws:/.test(arn);

/** The policy by which a role can give itself anything (`iam:*` or `*:*`, conditions aside), as far as it was read. */
export function administratorBy(role: Pick<AwsRole, "inlinePolicies" | "attachedPolicies">): string | null {
  const attached = role.attachedPolicies ?? [];
  const byName = attached.find((policy) => isOfAws(policy) && adminPolicies.has(policy.name));
  if (byName) return byName.name;
  const byContent = [...(role.inlinePolicies ?? []), ...attached].find(({ document }) => {
    const reading = document === null ? null : readPolicyDocument(document);
    return reading?.ok && reading.statements.some(grantsAllOfIam);
  });
  return byContent?.name ?? null;
}

/** Whether a policy of the role is unread, so that it may be an administrator's all the same. AWS's own tell by name. */
export function mayHideAdministrator({
  inlinePolicies,
  attachedPolicies,
}: Pick<AwsRole, "inlinePolicies" | "attachedPolicies">): boolean {
  if (inlinePolicies === null || attachedPolicies === null) return true;
  return attachedPolicies.some((policy) => policy.document === null && !isOfAws(policy));
}
