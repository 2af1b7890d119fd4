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

/** Part by part, as AWS compares ARNs. What a pattern without their six parts means, AWS says only of a lone `*`. */
const likeArn: Compare = ({ text, literals }, found) => {
  if (literals.size > 0) return "unknown";
  if (/^\*+$/.test(text)) return true;
  if (arnMatches(text, found)) return true;
  return text.split(":").length < 6 && globMatch(text, found) ? "unknown" : false;
};

/** Unknown where a text is neither in the usual form nor certainly nothing of the kind: readers differ about it. */
function compared<T>(
  read: (text: string) => T | null,
  isNothing: (text: string) => boolean,
  test: (found: T, wanted: T) => boolean,
): Compare {
  return (wanted, found) => {
    const [left, right] = [read(found), read(wanted.text)];
    if (left !== null && right !== null) return test(left, right);
    return isNothing(found) || isNothing(wanted.text) ? false : "unknown";
  };
}

type Order = (found: number, wanted: number) => boolean;
const numbers = (test: Order): Compare => compared(decimal, (text) => Number.isNaN(Number(text)), test);
const dates = (test: Order): Compare => compared(instantSeconds, (text) => !/\d/.test(text), test);

function decimal(text: string): number | null {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

const inRange: Compare = (wanted, found) => ipInRange(found, wanted.text) ?? "unknown";

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
  ["ipaddress", positive(inRange)],
  ["notipaddress", negative(inRange)],
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
