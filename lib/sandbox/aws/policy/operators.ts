import { BlockList, isIP } from "node:net";
import type { RequestContext } from "./context.ts";
import { compilePattern, matchesPattern, splitArnPattern } from "./pattern.ts";

/** Whether one value of the policy agrees with one value of the request. */
type Comparison = (wanted: string, actual: string, variables: RequestContext | null) => boolean;

interface Operator {
  readonly compare: Comparison;
  /** `…Not…`: true when no wanted value agrees, and when the key is absent. */
  readonly negated: boolean;
}

const text =
  (wildcards: boolean, ignoreCase: boolean): Comparison =>
  (wanted, actual, variables) => {
    const pattern = compilePattern(wanted, variables, wildcards);
    return pattern !== null && matchesPattern(pattern, actual, ignoreCase);
  };

/** Each of the six parts is compared on its own, so that a wildcard does not reach across a colon. */
const arn: Comparison = (wanted, actual, variables) => {
  const pattern = compilePattern(wanted, variables);
  if (pattern === null) return false;
  const parts = splitArnPattern(pattern);
  if (parts.length === 1) return matchesPattern(parts[0] ?? [], actual);
  const [a = "", b = "", c = "", d = "", e = "", ...rest] = actual.split(":");
  const actualParts = [a, b, c, d, e, rest.join(":")];
  return (
    rest.length > 0 &&
    parts.length === 6 &&
    parts.every((part, index) => matchesPattern(part, actualParts[index] ?? ""))
  );
};

const numbers =
  (agree: (wanted: number, actual: number) => boolean): Comparison =>
  (wanted, actual) => {
    const [w, a] = [Number(wanted), Number(actual)];
    return Number.isFinite(w) && Number.isFinite(a) && agree(w, a);
  };

const dates = (agree: (wanted: number, actual: number) => boolean): Comparison => {
  const read = (value: string) => (/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value));
  return (wanted, actual) => {
    const [w, a] = [read(wanted), read(actual)];
    return !Number.isNaN(w) && !Number.isNaN(a) && agree(w, a);
  };
};

const address: Comparison = (wanted, actual) => {
  const [network = "", bits] = wanted.split("/");
  const [family, actualFamily] = [isIP(network), isIP(actual)];
  if (family === 0 || actualFamily !== family) return false;
  const kind = family === 4 ? "ipv4" : "ipv6";
  const prefix = bits === undefined ? (family === 4 ? 32 : 128) : Number(bits);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, kind);
  return list.check(actual, kind);
};

const ignoringCase: Comparison = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();

const equality = {
  String: text(false, false),
  Numeric: numbers((wanted, actual) => actual === wanted),
  Date: dates((wanted, actual) => actual === wanted),
};

const is = (compare: Comparison): Operator => ({ compare, negated: false });
const isNot = (compare: Comparison): Operator => ({ compare, negated: true });

const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    StringEquals: is(equality.String),
    StringNotEquals: isNot(equality.String),
    StringEqualsIgnoreCase: is(text(false, true)),
    StringNotEqualsIgnoreCase: isNot(text(false, true)),
    StringLike: is(text(true, false)),
    StringNotLike: isNot(text(true, false)),
    ArnEquals: is(arn),
    ArnLike: is(arn),
    ArnNotEquals: isNot(arn),
    ArnNotLike: isNot(arn),
    Bool: is(ignoringCase),
    BinaryEquals: is((wanted, actual) => wanted === actual),
    NumericEquals: is(equality.Numeric),
    NumericNotEquals: isNot(equality.Numeric),
    NumericLessThan: is(numbers((wanted, actual) => actual < wanted)),
    NumericLessThanEquals: is(numbers((wanted, actual) => actual <= wanted)),
    NumericGreaterThan: is(numbers((wanted, actual) => actual > wanted)),
    NumericGreaterThanEquals: is(numbers((wanted, actual) => actual >= wanted)),
    DateEquals: is(equality.Date),
    DateNotEquals: isNot(equality.Date),
    DateLessThan: is(dates((wanted, actual) => actual < wanted)),
    DateLessThanEquals: is(dates((wanted, actual) => actual <= wanted)),
    DateGreaterThan: is(dates((wanted, actual) => actual > wanted)),
    DateGreaterThanEquals: is(dates((wanted, actual) => actual >= wanted)),
    IpAddress: is(address),
    NotIpAddress: isNot(address),
  }),
);

type Quantifier = "ForAllValues" | "ForAnyValue" | null;

export interface ReadOperator {
  readonly base: Operator | "Null";
  readonly quantifier: Quantifier;
  readonly ifExists: boolean;
}

/** Null when there is no such operator: IAM refuses a document that has one. */
export function readOperator(name: string): ReadOperator | null {
  const [, prefix, baseName = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  const quantifier = prefix === "ForAllValues" || prefix === "ForAnyValue" ? prefix : null;
  if (baseName === "Null") return ifExists ? null : { base: "Null", quantifier, ifExists: false };
  const base = operators.get(baseName);
  return base ? { base, quantifier, ifExists: ifExists !== undefined } : null;
}
