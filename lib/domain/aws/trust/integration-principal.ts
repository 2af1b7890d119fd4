import { parseRoleArn } from "../arn.ts";
import type { PrincipalClause, ReadStatement } from "../policy-statement.ts";
import type { Truth } from "../truth.ts";

export type TrustVia = "role" | "account" | "everyone";

/** The integration role as trust policies can name it. */
export interface IntegrationPrincipal {
  arn: string;
  roleId: string | null;
  accountId: string | null;
  rootArn: string | null;
  /** What the ARNs of its sessions begin with: the role's path is not in them. */
  sessionPrefix: string | null;
}

export function integrationPrincipal(arn: string, knownId: string | null): IntegrationPrincipal {
  const roleId = knownId || null;
  const parsed = parseRoleArn(arn);
  if (!parsed.ok) return { arn, roleId, accountId: null, rootArn: null, sessionPrefix: null };
  const { partition, accountId, name } = parsed.value;
  return {
    arn,
    roleId,
    accountId,
    rootArn: `arn:${partition}:iam::${accountId}:root`,
    sessionPrefix: `arn:${partition}:sts::${accountId}:assumed-role/${name}/`,
  };
}

export interface PrincipalMatch {
  covers: Truth;
  via: TrustVia | null;
}

const none: PrincipalMatch = { covers: false, via: null };

function namedVia(clause: PrincipalClause, who: IntegrationPrincipal): TrustVia | null {
  const values = clause.members.filter((member) => member.kind === "AWS").map((member) => member.value);
  if (values.some((value) => value === who.arn || (who.roleId !== null && value === who.roleId)))
    return "role";
  if (who.accountId !== null && values.some((value) => value === who.accountId || value === who.rootArn))
    return "account";
  return values.includes("*") ? "everyone" : null;
}

function namesSession(clause: PrincipalClause, who: IntegrationPrincipal): boolean {
  const { sessionPrefix } = who;
  return (
    sessionPrefix !== null &&
    clause.members.some((member) => member.kind === "AWS" && member.value.startsWith(sessionPrefix))
  );
}

/**
 * Whether a statement's principal covers the integration role. A single session is not the role: as a grant it counts
 * for nothing, as a refusal it may hit. NotPrincipal, which IAM does not take here, is never judged as safe.
 */
export function matchPrincipal(statement: ReadStatement, who: IntegrationPrincipal): PrincipalMatch {
  const clause = statement.principal;
  const unsure: PrincipalMatch = { covers: "unknown", via: "everyone" };
  if (statement.effect === "Allow") {
    if (!clause) return none;
    const via = namedVia(clause, who);
    if (clause.negated) return via ? none : unsure;
    return via ? { covers: true, via } : none;
  }
  if (!clause || clause.negated) return unsure;
  const via = namedVia(clause, who);
  if (via) return { covers: true, via };
  return clause.odd || namesSession(clause, who) ? unsure : none;
}
