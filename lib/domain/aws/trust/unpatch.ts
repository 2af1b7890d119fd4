import type { JsonObject } from "../json.ts";
import { asList, ownValue } from "../json.ts";
import type { PolicyDocument, ReadStatement } from "../policy-document.ts";
import { readPolicyDocument, samePolicy, withStatements, writePolicyDocument } from "../policy-document.ts";
import type { LivePrincipals } from "./dead-principals.ts";
import { deadPrincipalsOf, livePrincipals } from "./dead-principals.ts";
import { isOwnPrincipal, isOwnStatement } from "./own-statement.ts";
import { withoutPrincipals } from "./principal-removal.ts";
import { trustStatementSid } from "./sid.ts";

export type RemovalConflict = {
  kind: "conflict";
  reason: "no-statement-left" | "dead-principal" | "unreadable";
  words: string;
};

export type TrustRemoval = { kind: "absent" } | { kind: "removed"; document: string } | RemovalConflict;

export type TrustUndo =
  /** Nothing of ours is there any more. */
  | { kind: "absent" }
  /** Nobody changed it since: the very text from before. */
  | { kind: "as-read"; document: string }
  /** Others changed it since: our part goes, theirs stays. */
  | { kind: "our-part"; document: string }
  | RemovalConflict;

interface Own {
  integrationRoleArn: string;
  integrationRoleId?: string | null;
}

const nobody: LivePrincipals = { ids: new Set(), userIdsKnown: true };

function unreadable(reason: string): RemovalConflict {
  return {
    kind: "conflict",
    reason: "unreadable",
    words: `The trust policy can’t be read, so nothing is written to it. ${reason}`,
  };
}

/** What IAM would refuse to take, told before it is tried. `live` null: ids were not read, so none is called dead. */
function refusal(statements: readonly ReadStatement[], live: LivePrincipals | null): RemovalConflict | null {
  if (statements.length === 0)
    return {
      kind: "conflict",
      reason: "no-statement-left",
      words:
        "Without our statement the trust policy would have none left, and IAM refuses that. Add the statement that this role shall have, or delete the role.",
    };
  const dead = live ? deadPrincipalsOf(statements, live) : [];
  return dead.length === 0
    ? null
    : {
        kind: "conflict",
        reason: "dead-principal",
        words: `The trust policy would name a deleted principal (${dead.join(", ")}), and IAM refuses that. Its owner must remove it first.`,
      };
}

/** Our part out of one statement: the same object where it is not ours, null where nothing is left of it. */
function withoutUs(statement: ReadStatement, own: Own, live: LivePrincipals): JsonObject | null {
  if (isOwnStatement(statement, own, live)) return null;
  const { sid, effect, principal, raw } = statement;
  if (sid !== trustStatementSid(own.integrationRoleArn) || effect !== "Allow" || principal?.negated)
    return raw;
  return withoutPrincipals(raw, "Principal", (value) => isOwnPrincipal(value, own, live));
}

function finish(
  document: PolicyDocument,
  statements: readonly JsonObject[],
  live: LivePrincipals | null,
): { document: string } | RemovalConflict {
  const text = writePolicyDocument(withStatements(document, statements));
  const reading = readPolicyDocument(text);
  if (!reading.ok) return unreadable(reading.reason);
  return refusal(reading.statements, live) ?? { document: text };
}

/**
 * The document without our statement. Where somebody let others into it, only the integration role goes out.
 * Without `livePrincipalIds` any role id under our Sid counts as the integration role's former one.
 */
export function removeOurStatement(
  input: Own & { trustPolicy: string; livePrincipalIds?: readonly string[]; userIdsKnown?: boolean },
): TrustRemoval {
  const reading = readPolicyDocument(input.trustPolicy);
  if (!reading.ok) return unreadable(reading.reason);
  const { livePrincipalIds } = input;
  const live = livePrincipalIds ? livePrincipals({ ...input, livePrincipalIds }) : null;
  const left = reading.statements.map((statement) => withoutUs(statement, input, live ?? nobody));
  if (left.every((raw, at) => raw === reading.statements[at]?.raw)) return { kind: "absent" };
  const result = finish(
    reading.document,
    left.filter((raw) => raw !== null),
    live,
  );
  return "kind" in result ? result : { kind: "removed", ...result };
}

/** Takes one journaled change of a trust policy back, against what is there now. */
export function undoTrust(
  input: Own & {
    before: string;
    after: string;
    observed: string;
    livePrincipalIds: readonly string[];
    userIdsKnown?: boolean;
  },
): TrustUndo {
  const { before, after, observed } = input;
  if (samePolicy(observed, before)) return { kind: "absent" };
  const was = readPolicyDocument(before);
  if (!was.ok) return unreadable(was.reason);
  const live = livePrincipals(input);
  if (samePolicy(observed, after))
    return refusal(was.statements, live) ?? { kind: "as-read", document: before };
  const now = readPolicyDocument(observed);
  if (!now.ok) return unreadable(now.reason);
  const then = readPolicyDocument(after);
  const isOwn = (statement: ReadStatement): boolean => isOwnStatement(statement, input, live);
  const former = was.statements.find((statement) => isOwnStatement(statement, input, nobody));
  const place = now.statements.find(isOwn);
  if (!former) {
    const removal = removeOurStatement({ ...input, trustPolicy: observed });
    return removal.kind === "removed" ? { kind: "our-part", document: removal.document } : removal;
  }
  const wasRemoval = then.ok && !then.statements.some(isOwn);
  // Somebody took ours out, or put it back, since: what the change did to it is no longer there to be undone.
  if (wasRemoval ? place : !place) return { kind: "absent" };
  const raw = now.statements.map((statement) => (statement === place ? former.raw : statement.raw));
  const result = finish(now.document, wasRemoval ? [...raw, former.raw] : raw, live);
  return "kind" in result ? result : { kind: "our-part", ...result };
}

/** Whether a trust policy names a role by ARN or by id, as principal or in a condition: then the role must not be deleted yet. */
export function trustNamesRole(trustPolicy: string, role: { arn: string; roleId: string | null }): boolean {
  const reading = readPolicyDocument(trustPolicy);
  if (!reading.ok)
    return trustPolicy.includes(role.arn) || (role.roleId !== null && trustPolicy.includes(role.roleId));
  return asList(ownValue(reading.document, "Statement")).some((statement) => {
    const text = JSON.stringify(statement);
    return text.includes(JSON.stringify(role.arn)) || (role.roleId !== null && text.includes(role.roleId));
  });
}
