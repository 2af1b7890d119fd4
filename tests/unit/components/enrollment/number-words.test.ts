import { describe, expect, it } from "vitest";
import { countWords, groupDigits } from "#components/enrollment/number-words.ts";

describe("groupDigits", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [1000, "1,000"],
    [1234567, "1,234,567"],
  ])("writes %d as %s", (count, words) => {
    expect(groupDigits(count)).toBe(words);
  });
});

describe("countWords", () => {
  it("agrees with its number", () => {
    expect([countWords(1, "change"), countWords(0, "change"), countWords(2, "policy", "policies")]).toEqual([
      "1 change",
      "0 changes",
      "2 policies",
    ]);
  });
});
