import { actionMatches } from "./glob.ts";
import { readPolicyDocument } from "./policy-document.ts";
import type { ReadStatement } from "./policy-statement.ts";
import type { AwsRole } from "./types.ts";

/** An action of IAM that no pattern names but by a wildcard over all of them. */
const anyIamAction = "iam:\u0001\u0001\u0001";

const adminPolicies: ReadonlySet<string> = new Set(["AdministratorAccess", "IAMFullAccess"]);

function grantsAllOfIam(statement: ReadStatement): boolean {
  const { effect, action } = statement;
  if (effect !== "Allow" || !action) return false;
  return action.patterns.some((pattern) => actionMatches(pattern, anyIamAction)) !== action.negated;
}

/** The policy by which a role can give itself anything (`iam:*` or `*:*`, conditions aside), as far as it was read. */
export function administratorBy(role: Pick<AwsRole, "inlinePolicies" | "attachedPolicies">): string | null {
  const attached = role.attachedPolicies ?? [];
  const byName = attached.find(
    (policy) => /^arn:[\w-]+:iam::aws:/.test(policy.arn) && adminPolicies.has(policy.name),
  );
  if (byName) return byName.name;
  const byContent = [...(role.inlinePolicies ?? []), ...attached].find(({ document }) => {
    const reading = document === null ? null : readPolicyDocument(document);
    return reading?.ok && reading.statements.some(grantsAllOfIam);
  });
  return byContent?.name ?? null;
}
