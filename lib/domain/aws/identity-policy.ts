import { openCondition } from "./condition/open-condition.ts";
import type { OpenCondition } from "./condition/open-condition.ts";
import type { RequestContext } from "./condition/request-context.ts";
import { assumeRoleContext } from "./condition/request-context.ts";
import { conditionInWords } from "./condition/words.ts";
import { evaluateConditions } from "./conditions.ts";
import { actionMatches, arnMatches, globMatch } from "./glob.ts";
import { readPolicyDocument } from "./policy-document.ts";
import type { PatternClause, ReadStatement } from "./policy-statement.ts";
import { hasVariables } from "./policy-version.ts";
import type { Truth } from "./truth.ts";
import { allOf, anyOf, not } from "./truth.ts";
import type { Tag } from "./types.ts";

export interface NamedPolicy {
  name: string;
  /** Null: not read. */
  document: string | null;
}

/** May the principal's session do this to the resource? */
export interface IdentityQuestion {
  action: string;
  resourceArn: string;
  /** Null: not read. */
  resourceTags: readonly Tag[] | null;
  /** The role behind the session, with its path. */
  principalArn: string;
  principalTags?: readonly Tag[] | null;
  externalId?: string | null;
}

export interface IdentityDecision {
  decision: "allow" | "deny" | "implicit-deny" | "unknown";
  deciding: { policy: string; statementIndex: number; sid: string | null } | null;
  /** Whether some Allow applies, and whether some Deny does, among the policies that were read. */
  allows: Truth;
  denies: Truth;
  allowConditions: readonly OpenCondition[];
  denyConditions: readonly OpenCondition[];
  /** Names of policies that were not read or can't be: each may hold anything. */
  unread: readonly string[];
}

function resourceMatches(pattern: string, arn: string, variables: boolean): Truth {
  if (pattern === "*") return true;
  if (variables && pattern.includes("${")) return "unknown";
  if (arnMatches(pattern, arn)) return true;
  // It would take a wildcard that reaches across a colon, of which AWS does not say clearly when it may.
  return globMatch(pattern, arn) ? "unknown" : false;
}

function clauseCovers(
  clause: PatternClause | null,
  effect: "Allow" | "Deny",
  matches: (pattern: string) => Truth,
): Truth {
  if (!clause) return effect === "Deny" ? "unknown" : false;
  const matched = anyOf(clause.patterns.map(matches));
  return clause.negated ? not(matched) : matched;
}

interface Hit {
  policy: string;
  statement: ReadStatement;
  applies: Truth;
  words: string;
}

function hitsOf(
  policy: string,
  text: string,
  question: IdentityQuestion,
  context: RequestContext,
): readonly Hit[] | null {
  const reading = readPolicyDocument(text);
  if (!reading.ok) return null;
  const variables = hasVariables(reading.document);
  return reading.statements.map((statement) => {
    const condition = evaluateConditions(statement.condition, context, variables);
    const open = condition.parts.filter((part) => part.truth === "unknown").map(conditionInWords);
    return {
      policy,
      statement,
      applies: allOf([
        clauseCovers(statement.action, statement.effect, (pattern) =>
          actionMatches(pattern, question.action),
        ),
        clauseCovers(statement.resource, statement.effect, (pattern) =>
          resourceMatches(pattern, question.resourceArn, variables),
        ),
        condition.truth,
      ]),
      words: open.length > 0 ? open.join(" and ") : `it covers ${question.resourceArn}`,
    };
  });
}

/** The account in an ARN; empty where it has none. */
function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

/**
 * AWS's evaluation of identity policies (or of one boundary): an explicit Deny wins, else any Allow, else the implicit
 * refusal. Null policies were not read.
 */
export function evaluateIdentityPolicies(
  policies: readonly NamedPolicy[] | null,
  question: IdentityQuestion,
  place: "policy" | "boundary" = "policy",
): IdentityDecision {
  const context = assumeRoleContext({
    principal: { arn: question.principalArn, accountId: accountOf(question.principalArn) },
    principalTags: question.principalTags ?? null,
    externalId: question.externalId ?? null,
    target: { accountId: accountOf(question.resourceArn), tags: question.resourceTags },
  });
  const unread: string[] = policies ? [] : ["the policies"];
  const hits: Hit[] = [];
  for (const { name, document } of policies ?? []) {
    const found = document === null ? null : hitsOf(name, document, question, context);
    if (found) hits.push(...found);
    else unread.push(name);
  }
  const of = (effect: "Allow" | "Deny", applies: true | "unknown"): Hit[] =>
    hits.filter((hit) => hit.statement.effect === effect && hit.applies === applies);
  const conditions = (effect: "Allow" | "Deny"): OpenCondition[] =>
    of(effect, "unknown").map((hit) =>
      openCondition(
        place,
        hit.statement.raw,
        `${hit.policy} ${effect === "Allow" ? "allows only" : "denies"} if ${hit.words}`,
      ),
    );
  const [deny] = of("Deny", true);
  const [allow] = of("Allow", true);
  const denies = deny ? true : of("Deny", "unknown").length > 0 ? "unknown" : false;
  const allows = allow ? true : of("Allow", "unknown").length > 0 ? "unknown" : false;
  const decider = deny ?? allow;
  return {
    decision: decide(allows, denies, unread.length > 0),
    deciding: decider
      ? { policy: decider.policy, statementIndex: decider.statement.index, sid: decider.statement.sid }
      : null,
    allows,
    denies,
    allowConditions: allow ? [] : conditions("Allow"),
    denyConditions: deny ? [] : conditions("Deny"),
    unread,
  };
}

function decide(allows: Truth, denies: Truth, isPartlyUnread: boolean): IdentityDecision["decision"] {
  if (denies === true) return "deny";
  if (isPartlyUnread) return "unknown";
  if (allows === false) return "implicit-deny";
  return allows === true && denies === false ? "allow" : "unknown";
}
