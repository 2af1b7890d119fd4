import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextOf } from "#lib/sandbox/aws/policy/context.ts";
import { compilePattern, matchesPattern } from "#lib/sandbox/aws/policy/pattern.ts";

const variables = contextOf([
  ["aws:username", "an*na"],
  ["aws:TagKeys", ["a", "b"]],
]);

const matches = (template: string, text: string, withVariables = false) => {
  const pattern = compilePattern(template, withVariables ? variables : null);
  return pattern !== null && matchesPattern(pattern, text);
};

describe("patterns of policies", () => {
  it.each([
    ["*", "", true],
    ["a*", "abc", true],
    ["a*c", "abcbc", true],
    ["a*c", "abcb", false],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["**", "x", true],
    ["a.c", "abc", false],
    ["abc", "ABC", false],
  ])("%s against %s: %s", (template, text, expected) => {
    expect(matches(template, text)).toBe(expected);
  });

  it("agrees with a regular expression on any pattern", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 12 });
    fc.assert(
      fc.property(letters, texts, (template, text) => {
        const expression = template.replaceAll("*", "[^]*").replaceAll("?", "[^]");
        expect(matches(template, text)).toBe(new RegExp(`^${expression}$`).test(text));
      }),
    );
  });

  it("stays fast where backtracking would not", () => {
    expect(matches("*a".repeat(200), "a".repeat(5000) + "b")).toBe(false);
  });

  it.each([
    ["${aws:username}", "an*na", true],
    ["${aws:username}", "anXna", false],
    ["${AWS:UserName}/*", "an*na/x", true],
    ["${aws:missing}", "", false],
    ["${aws:missing, 'nobody'}", "nobody", true],
    ["${aws:TagKeys}", "a", false],
    ["${*}${?}${$}", "*?$", true],
    ["${*}", "x", false],
    ["${open", "${open", true],
  ])("with variables, %s against %s: %s", (template, text, expected) => {
    expect(matches(template, text, true)).toBe(expected);
  });

  it("leaves ${…} alone under the old policy version", () => {
    expect(matches("${aws:username}", "${aws:username}")).toBe(true);
    expect(matches("${aws:username}", "an*na")).toBe(false);
  });
});
