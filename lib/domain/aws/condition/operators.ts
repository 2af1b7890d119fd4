import { arnMatches, globMatch } from "../glob.ts";
import type { Truth } from "../truth.ts";
import { not } from "../truth.ts";
import { ipInRange } from "./ip-range.ts";
import { instantSeconds } from "./iso-instant.ts";

/** The key is in the request, its value can't be known here. */
export const anyValue = Symbol("any value");
export type RequestValue = string | typeof anyValue;

/** One value of a condition, its policy variables and escapes resolved: positions in `literals` are no wildcards. */
export interface ConditionValue {
  text: string;
  literals: ReadonlySet<number>;
}

type Compare = (wanted: ConditionValue, found: string) => Truth;

export interface Operator {
  /** Whether the positive comparison is turned round: true without the key, and true only if no value matches. */
  negated: boolean;
  compare: Compare;
}

const exactly: Compare = (wanted, found) => wanted.text === found;
const ignoringCase: Compare = (wanted, found) => wanted.text.toLowerCase() === found.toLowerCase();
const like: Compare = (wanted, found) => globMatch(wanted.text, found, wanted.literals);
/** A pattern that is no ARN is taken for one by its wildcards only where it is a lone `*`: what else AWS makes of it is not documented. */
const likeArn: Compare = (wanted, found) => {
  if (wanted.literals.size > 0) return "unknown";
  if (wanted.text.split(":").length >= 6) return arnMatches(wanted.text, found);
  if (/^\*+$/.test(wanted.text)) return true;
  return globMatch(wanted.text, found) ? "unknown" : false;
};

const numbers =
  (test: (found: number, wanted: number) => boolean): Compare =>
  (wanted, found) => {
    const [left, right] = [numeric(found), numeric(wanted.text)];
    return left !== null && right !== null && test(left, right);
  };

const dates =
  (test: (found: number, wanted: number) => boolean): Compare =>
  (wanted, found) => {
    const [left, right] = [instantSeconds(found), instantSeconds(wanted.text)];
    return left !== null && right !== null && test(left, right);
  };

function numeric(text: string): number | null {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

const equal = (a: number, b: number): boolean => a === b;
const less = (a: number, b: number): boolean => a < b;
const atMost = (a: number, b: number): boolean => a <= b;
const greater = (a: number, b: number): boolean => a > b;
const atLeast = (a: number, b: number): boolean => a >= b;

const positive = (compare: Compare): Operator => ({ negated: false, compare });
const negative = (compare: Compare): Operator => ({ negated: true, compare });

/** By lower-case name, as AWS takes operators in any case. `Null` is not here: it asks for the key, not its value. */
export const operators: ReadonlyMap<string, Operator> = new Map([
  ["stringequals", positive(exactly)],
  ["stringnotequals", negative(exactly)],
  ["stringequalsignorecase", positive(ignoringCase)],
  ["stringnotequalsignorecase", negative(ignoringCase)],
  ["stringlike", positive(like)],
  ["stringnotlike", negative(like)],
  ["arnequals", positive(likeArn)],
  ["arnnotequals", negative(likeArn)],
  ["arnlike", positive(likeArn)],
  ["arnnotlike", negative(likeArn)],
  ["bool", positive(ignoringCase)],
  ["binaryequals", positive(exactly)],
  ["numericequals", positive(numbers(equal))],
  ["numericnotequals", negative(numbers(equal))],
  ["numericlessthan", positive(numbers(less))],
  ["numericlessthanequals", positive(numbers(atMost))],
  ["numericgreaterthan", positive(numbers(greater))],
  ["numericgreaterthanequals", positive(numbers(atLeast))],
  ["dateequals", positive(dates(equal))],
  ["datenotequals", negative(dates(equal))],
  ["datelessthan", positive(dates(less))],
  ["datelessthanequals", positive(dates(atMost))],
  ["dategreaterthan", positive(dates(greater))],
  ["dategreaterthanequals", positive(dates(atLeast))],
  ["ipaddress", positive((wanted, found) => ipInRange(found, wanted.text))],
  ["notipaddress", negative((wanted, found) => ipInRange(found, wanted.text))],
]);

/** Whether the value of the request matches one value of the condition, before any negation. */
export function matchValue(operator: Operator, wanted: ConditionValue | null, found: RequestValue): Truth {
  if (wanted === null) return "unknown";
  if (found !== anyValue) return operator.compare(wanted, found);
  return operator.compare === like && wanted.literals.size === 0 && /^\*+$/.test(wanted.text)
    ? true
    : "unknown";
}

export function oriented(operator: Operator, matched: Truth): Truth {
  return operator.negated ? not(matched) : matched;
}
