import { describe, expect, test } from "vitest";

import { matchLabelPattern } from "#lib/domain/access/label-pattern.ts";

describe("a label value of a role", () => {
  test.each([
    ["literal", "prod", "prod", "yes"],
    ["literal, other case", "prod", "Prod", "no"],
    ["literal with expression characters", "a.b", "aXb", "no"],
    ["wildcard on an empty value", "*", "", "yes"],
    ["glob", "prod-*", "prod-eu", "yes"],
    ["glob in the middle", "p*-e*u", "prod-eu", "yes"],
    ["glob, other end", "prod-*", "x-prod-eu", "no"],
    ["glob over a line break, as in Teleport", "a*b", "a\nb", "no"],
    ["glob with expression characters", "(a)+*", "(a)+x", "yes"],
    ["expression", "^(prod|stage)$", "stage", "yes"],
    ["expression, no match", "^(prod|stage)$", "dev", "no"],
    ["expression anchored only where its author anchored it", "^a|b$", "ax", "yes"],
    ["half an expression is a literal", "^prod", "^prod", "yes"],
    ["half an expression does not match as one", "^prod", "prod", "no"],
    ["the other half is a literal, too", "prod$", "prod$", "yes"],
    ["the other half does not match as one", "prod$", "prod", "no"],
    ["empty matches an empty value", "", "", "yes"],
    ["empty matches nothing else", "", "x", "no"],
    ["expression that RE2 refuses", "^(?=a)a$", "a", "unknown"],
  ] as const)("%s", (_name, pattern, value, verdict) => {
    expect(matchLabelPattern(pattern, value)).toBe(verdict);
  });

  test("an expression that blows up in a backtracking engine answers at once", () => {
    expect(matchLabelPattern("^(a+)+$", `${"a".repeat(5_000)}!`)).toBe("no");
  });
});
