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
  /** Every way in which the principal covers the role, the nearest first. */
  vias: readonly TrustVia[];
}

const none: PrincipalMatch = { covers: false, vias: [] };

function namedVias(clause: PrincipalClause, who: IntegrationPrincipal): readonly TrustVia[] {
  const values = clause.members.filter((member) => member.kind === "AWS").map((member) => member.value);
  const { arn, roleId, accountId, rootArn } = who;
  const isNamed: Record<TrustVia, boolean> = {
    role: values.some((value) => value === arn || (roleId !== null && value === roleId)),
    account: accountId !== null && values.some((value) => value === accountId || value === rootArn),
    everyone: values.includes("*"),
  };
  return (["role", "account", "everyone"] as const).filter((via) => isNamed[via]);
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
  const unsure: PrincipalMatch = { covers: "unknown", vias: ["everyone"] };
  if (statement.effect === "Allow") {
    if (!clause) return none;
    const vias = namedVias(clause, who);
    if (clause.negated) return vias.length > 0 ? none : unsure;
    return { covers: vias.length > 0, vias };
  }
  if (!clause || clause.negated) return unsure;
  const vias = namedVias(clause, who);
  if (vias.length > 0) return { covers: true, vias };
  return clause.odd || namesSession(clause, who) ? unsure : none;
}
