import { describe, expect, it } from "vitest";
import { cautionClasses, confirmations } from "#components/trust/cautions.ts";
import { row } from "./row.ts";

const admin = { code: "administrator", words: "It may do anything." };
const widens = (key: string) => ({
  code: "conditional-grant-widened",
  words: `It widens a grant under ${key}.`,
});

const one = row("one", { cautions: [admin, widens("sts:ExternalId")] });
const two = row("two", { cautions: [widens("sts:ExternalId")] });
const three = row("three", { cautions: [widens("aws:SourceIp")] });
const plain = row("plain");

describe("cautions of the chosen roles", () => {
  it("stand together by kind, with the roles that they hold for", () => {
    const classes = cautionClasses([plain, one, two]);
    expect(classes.map(({ code, members }) => [code, members.map(({ name }) => name)])).toEqual([
      ["administrator", ["one"]],
      ["conditional-grant-widened", ["one", "two"]],
    ]);
    expect(classes.map(({ words }) => words)).toEqual([
      "It may do anything.",
      "It widens a grant under sts:ExternalId.",
    ]);
  });

  it("are headed by the decision; what differs is said of each role", () => {
    const [widening] = cautionClasses([three, two]);
    expect(widening?.decision).toBe("Widen a grant that holds only under a condition today");
    expect(widening?.words).toBeNull();
    expect(widening?.members[0]?.words).toBe("It widens a grant under aws:SourceIp.");
  });

  it("are headed by their own words where their kind is new", () => {
    const [strange] = cautionClasses([
      row("strange", { cautions: [{ code: "toString", words: "Beware." }] }),
    ]);
    expect(strange).toMatchObject({ decision: "Beware.", words: null });
  });

  it("are none for roles without any", () => {
    expect(cautionClasses([plain])).toEqual([]);
  });
});

describe("what is confirmed", () => {
  it("names role and caution, for confirmed kinds only", () => {
    expect(confirmations([plain, one, two], new Set(["conditional-grant-widened"]))).toEqual([
      `${one.arn}#conditional-grant-widened`,
      `${two.arn}#conditional-grant-widened`,
    ]);
    expect(confirmations([one], new Set())).toEqual([]);
  });
});
