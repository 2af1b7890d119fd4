import type { ConditionResult } from "../conditions.ts";
import { evaluateConditions } from "../conditions.ts";
import { assumeRoleContext } from "../condition/request-context.ts";
import { actionMatches } from "../glob.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { readPolicyDocument } from "../policy-document.ts";
import type { ReadStatement } from "../policy-statement.ts";
import { hasVariables } from "../policy-version.ts";
import type { Truth } from "../truth.ts";
import { both } from "../truth.ts";
import type { Tag } from "../types.ts";
import type { LivePrincipals } from "./dead-principals.ts";
import { livePrincipals } from "./dead-principals.ts";
import type { IntegrationPrincipal, TrustVia } from "./integration-principal.ts";
import { integrationPrincipal, matchPrincipal } from "./integration-principal.ts";
import { isOwnStatement } from "./own-statement.ts";

export interface TrustInput {
  integrationRoleArn: string;
  /** AROA…, where it is known: a trust policy may name the role by it. */
  integrationRoleId?: string | null;
  /** As IAM returned it, decoded. */
  trustPolicy: string;
  /** Ids of the roles and users that exist. */
  livePrincipalIds: readonly string[];
  /** Left out: true. */
  userIdsKnown?: boolean;
  /** What Teleport sends with AssumeRole; null: none. */
  externalId: string | null;
  /** Tags of the integration role; null or left out: conditions on them are unknown. */
  principalTags?: readonly Tag[] | null;
  /** The role that the policy belongs to, where conditions on it shall be judged. */
  target?: { accountId: string; tags: readonly Tag[] | null };
}

/** What one statement means for the integration role's AssumeRole. */
export interface StatementEffect {
  statement: ReadStatement;
  /** Whether action, principal and condition all apply. */
  applies: Truth;
  /** Whether it speaks of the integration role at all, its condition's other parts aside. */
  concernsRole: boolean;
  /** Every way in which its principal covers the role, the nearest first. */
  vias: readonly TrustVia[];
  condition: ConditionResult;
}

export type TrustAnalysis = { readable: false; reason: string } | ReadableTrust;

export interface ReadableTrust {
  readable: true;
  document: PolicyDocument;
  statements: readonly ReadStatement[];
  effects: readonly StatementEffect[];
  /** Our statement, as it should be or stale: there is at most one in a document that IAM took. */
  own: readonly ReadStatement[];
  live: LivePrincipals;
  principal: IntegrationPrincipal;
}

const action = "sts:AssumeRole";

/** Conditions on who comes: one that is not met means that the grant is for somebody else. */
const identityKey =
  /^aws:(principal(arn|account|type|orgid|orgpaths|tag\/.+|isawsservice|servicename|servicenameslist)|userid|username|source(arn|account|orgid|orgpaths))$/;

export function coversAction(statement: ReadStatement, name: string): Truth {
  if (!statement.action) return statement.effect === "Deny" ? "unknown" : false;
  const matched = statement.action.patterns.some((pattern) => actionMatches(pattern, name));
  return matched !== statement.action.negated;
}

export function analyseTrust(input: TrustInput): TrustAnalysis {
  const reading = readPolicyDocument(input.trustPolicy);
  if (!reading.ok) return { readable: false, reason: reading.reason };
  const principal = integrationPrincipal(input.integrationRoleArn, input.integrationRoleId ?? null);
  const context = assumeRoleContext({
    principal: { arn: principal.arn, accountId: principal.accountId ?? "" },
    principalTags: input.principalTags ?? null,
    externalId: input.externalId,
    ...(input.target ? { target: input.target } : {}),
  });
  const variables = hasVariables(reading.document);
  const effects = reading.statements.map((statement): StatementEffect => {
    const match = matchPrincipal(statement, principal);
    const condition = evaluateConditions(statement.condition, context, variables);
    const spoken = both(coversAction(statement, action), match.covers);
    const forSomebodyElse = condition.parts.some(
      (part) => part.truth === false && identityKey.test(part.key.toLowerCase()),
    );
    return {
      statement,
      applies: both(spoken, condition.truth),
      concernsRole: spoken !== false && !forSomebodyElse,
      vias: match.vias,
      condition,
    };
  });
  const live = livePrincipals(input);
  return {
    readable: true,
    document: reading.document,
    statements: reading.statements,
    effects,
    own: reading.statements.filter((statement) => isOwnStatement(statement, input, live)),
    live,
    principal,
  };
}
