import { conditionHolds } from "./conditions.ts";
import type { RequestContext } from "./context.ts";
import type { Policy, Statement } from "./document.ts";
import { compilePattern, matchesPattern } from "./pattern.ts";

export interface AccessRequest {
  /** `iam:GetRole` */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

interface MatchedStatement {
  readonly policy: Policy;
  readonly statement: Statement;
}

export interface Evaluation {
  readonly effect: "allow" | "deny" | "none";
  readonly matched: readonly MatchedStatement[];
}

/** The policies of one kind taken together: a Deny wins, else any Allow. */
export function evaluate(policies: readonly Policy[], request: AccessRequest): Evaluation {
  const matched = policies.flatMap((policy) =>
    policy.statements
      .filter(
        (statement) =>
          actionApplies(statement, request.action) &&
          resourceApplies(policy, statement, request) &&
          conditionsHold(policy, statement, request.context),
      )
      .map((statement) => ({ policy, statement })),
  );
  return { effect: strongest(matched.map((match) => match.statement)), matched };
}

export function strongest(statements: readonly Statement[]): Evaluation["effect"] {
  if (statements.some((statement) => statement.effect === "Deny")) return "deny";
  return statements.length > 0 ? "allow" : "none";
}

export function actionApplies(statement: Statement, action: string): boolean {
  const matches = (template: string) => matchesPattern(compilePattern(template, null) ?? [], action, true);
  if (statement.actions) return statement.actions.some(matches);
  return statement.notActions !== null && !statement.notActions.some(matches);
}

export function conditionsHold(policy: Policy, statement: Statement, context: RequestContext): boolean {
  const variables = policy.hasVariables ? context : null;
  return statement.conditions.every((condition) => conditionHolds(condition, context, variables));
}

function resourceApplies(policy: Policy, statement: Statement, request: AccessRequest): boolean {
  const variables = policy.hasVariables ? request.context : null;
  const matches = (template: string) => {
    const pattern = compilePattern(template, variables);
    return pattern !== null && matchesPattern(pattern, request.resource);
  };
  if (statement.resources) return statement.resources.some(matches);
  return statement.notResources !== null && !statement.notResources.some(matches);
}
