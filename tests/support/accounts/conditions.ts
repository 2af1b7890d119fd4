import fc from "fast-check";
import type { Family, KeyGroup } from "./condition-values.ts";
import { knowable, unknowable } from "./condition-values.ts";

/** `decided`: nothing in the account hangs on what can't be known before the call. */
export type Mode = "decided" | "anything";

const operators: Readonly<Record<Family, readonly string[]>> = {
  string: [
    "StringEquals",
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
  ],
  arn: ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"],
  bool: ["Bool"],
  number: [
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
  ],
  date: [
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
  ],
  address: ["IpAddress", "NotIpAddress"],
};

function operatorOf(family: Family): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom("", "", "", "", "ForAnyValue:", "ForAllValues:"),
      fc.constantFrom(...operators[family]),
      fc.constantFrom("", "", "", "IfExists"),
    )
    .map((parts) => parts.join(""));
}

export type Json = unknown;
type Part = readonly [operator: string, key: string, value: Json];

const oneOrSome = (value: fc.Arbitrary<Json>, minLength: number): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 3, arbitrary: value },
    { weight: 1, arbitrary: fc.array(value, { minLength, maxLength: 3 }) },
  );

function partOf(group: KeyGroup, mode: Mode): fc.Arbitrary<Part> {
  const key = fc.constantFrom(...group.keys);
  const values = oneOrSome(fc.constantFrom(...group.values), mode === "decided" ? 1 : 0);
  const compared = fc
    .constantFrom(...group.families)
    .chain((family) => fc.tuple(operatorOf(family), key, values));
  const isThere = fc.tuple(fc.constant("Null"), key, fc.constantFrom<Json>("true", "false", true, false));
  return fc.oneof({ weight: 9, arbitrary: compared }, { weight: 1, arbitrary: isThere });
}

/** A second factor can be asked for in one way that is decided: a session of a web identity never has one. */
const secondFactor: fc.Arbitrary<Part> = fc.tuple(
  fc.constant("Bool"),
  fc.constant("aws:MultiFactorAuthPresent"),
  fc.constantFrom<Json>("true", true),
);

function block(parts: readonly Part[]): Readonly<Record<string, Record<string, Json>>> {
  const made: Record<string, Record<string, Json>> = {};
  for (const [operator, key, value] of parts) made[operator] = { ...made[operator], [key]: value };
  return made;
}

export function conditionIn(mode: Mode): fc.Arbitrary<object> {
  const known = [...knowable.map((group) => partOf(group, mode)), secondFactor];
  const all = mode === "decided" ? known : [...known, ...unknowable.map((group) => partOf(group, mode))];
  return fc.array(fc.oneof(...all), { minLength: 1, maxLength: 2 }).map(block);
}
