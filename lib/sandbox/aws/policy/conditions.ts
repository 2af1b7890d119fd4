import type { RequestContext } from "./context.ts";
import type { Condition } from "./document.ts";
import { readOperator } from "./operators.ts";

/** `variables` is null under policy version 2008-10-17. */
export function conditionHolds(
  condition: Condition,
  context: RequestContext,
  variables: RequestContext | null,
): boolean {
  const operator = readOperator(condition.operator);
  if (operator === null) return false;
  const actual = context.get(condition.key.toLowerCase());
  if (operator.base === "Null") {
    const absent = actual === undefined;
    return condition.values.some((value) => (value.toLowerCase() === "true") === absent);
  }
  const { compare, negated } = operator.base;
  const agrees = (value: string) =>
    condition.values.some((wanted) => compare(wanted, value, variables)) !== negated;
  if (actual === undefined || actual.length === 0) {
    if (operator.ifExists || operator.quantifier === "ForAllValues") return true;
    return operator.quantifier === "ForAnyValue" ? false : negated;
  }
  if (operator.quantifier === "ForAllValues") return actual.every(agrees);
  if (operator.quantifier === "ForAnyValue") return actual.some(agrees);
  return negated ? actual.every(agrees) : actual.some(agrees);
}
