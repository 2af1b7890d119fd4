import type { ConditionValue, Operator } from "./condition/operators.ts";
import { matchValue, operators, oriented } from "./condition/operators.ts";
import type { Possibility, RequestContext } from "./condition/request-context.ts";
import type { JsonValue } from "./json.ts";
import { asList, isJsonObject } from "./json.ts";
import type { Truth } from "./truth.ts";
import { agreed, allOf, anyOf } from "./truth.ts";

/** One operator with one key, as written, and whether it holds. */
export interface ConditionPart {
  operator: string;
  key: string;
  values: readonly string[];
  truth: Truth;
}

export interface ConditionResult {
  truth: Truth;
  parts: readonly ConditionPart[];
}

interface ParsedOperator {
  set: "any" | "all" | null;
  ifExists: boolean;
  /** "null" asks for the key itself; undefined: an operator that is not known here. */
  base: Operator | "null" | undefined;
}

function parseOperator(text: string): ParsedOperator {
  const found = /^(?:(forany|forall)values?:)?(.*?)(ifexists)?$/s.exec(text.toLowerCase());
  const base = found?.[2] ?? "";
  return {
    set: found?.[1] === "forany" ? "any" : found?.[1] === "forall" ? "all" : null,
    ifExists: found?.[3] !== undefined,
    base: base === "null" ? "null" : operators.get(base),
  };
}

/** Null: the value holds a policy variable, whose content can't be known here. Before 2012-10-17 `${` is plain text. */
function readValue(text: string, hasVariables: boolean): ConditionValue | null {
  if (!hasVariables || !text.includes("${")) return { text, literals: new Set() };
  const literals = new Set<number>();
  let plain = "";
  for (let at = 0; at < text.length;) {
    const escape = /^\$\{([*?$])\}/.exec(text.slice(at, at + 4));
    if (escape) {
      literals.add(plain.length);
      plain += escape[1];
      at += 4;
    } else if (text.startsWith("${", at)) {
      return null;
    } else {
      plain += text[at++];
    }
  }
  return { text: plain, literals };
}

function holds(
  operator: ParsedOperator,
  wanted: readonly (ConditionValue | null)[],
  found: Possibility,
): Truth {
  const { base, set } = operator;
  if (base === undefined || wanted.length === 0) return "unknown";
  if (base === "null")
    return anyOf(
      wanted.map((value) =>
        value === null ? "unknown" : (value.text.toLowerCase() === "true") === (found === null),
      ),
    );
  if (found === null) return operator.ifExists || set === "all" || (base.negated && set !== "any");
  const each = found.map((value) =>
    oriented(base, anyOf(wanted.map((entry) => matchValue(base, entry, value)))),
  );
  if (set) return set === "any" ? anyOf(each) : allOf(each);
  return base.negated ? allOf(each) : anyOf(each);
}

/**
 * AWS's condition logic with three values. Operators and keys are joined by and, values of one key by or; where the
 * request may hold several things, the answer is known only if all of them give the same.
 */
export function evaluateConditions(
  condition: JsonValue | undefined,
  context: RequestContext,
  hasVariables: boolean,
): ConditionResult {
  if (condition === undefined) return { truth: true, parts: [] };
  if (!isJsonObject(condition)) return { truth: "unknown", parts: [] };
  const parts: ConditionPart[] = [];
  let odd = false;
  for (const [operator, block] of Object.entries(condition)) {
    if (!isJsonObject(block)) {
      odd = true;
      continue;
    }
    const parsed = parseOperator(operator);
    for (const [key, value] of Object.entries(block)) {
      const values = asList(value).map((entry) =>
        typeof entry === "object" ? JSON.stringify(entry) : String(entry),
      );
      const wanted = values.map((text) => readValue(text, hasVariables));
      const possibilities = context(key.toLowerCase());
      const truth = agreed(possibilities.map((found) => holds(parsed, wanted, found)));
      parts.push({ operator, key, values, truth });
    }
  }
  const truth = allOf(parts.map((part) => part.truth));
  return { truth: odd && truth === true ? "unknown" : truth, parts };
}
