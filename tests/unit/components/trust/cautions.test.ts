import { describe, expect, it } from "vitest";
import { cautionClasses, confirmations } from "#components/trust/cautions.ts";
import { row } from "./row.ts";

const admin = { code: "admin", words: "It may do anything." };
const widens = (key: string) => ({ code: "widens", words: `It widens a grant under ${key}.` });

const one = row("one", { cautions: [admin, widens("sts:ExternalId")] });
const two = row("two", { cautions: [widens("sts:ExternalId")] });
const three = row("three", { cautions: [widens("aws:SourceIp")] });
const plain = row("plain");

describe("cautions of the chosen roles", () => {
  it("stand together by kind, with the roles that they hold for", () => {
    const classes = cautionClasses([plain, one, two]);
    expect(classes.map(({ code, members }) => [code, members.map(({ name }) => name)])).toEqual([
      ["admin", ["one"]],
      ["widens", ["one", "two"]],
    ]);
    expect(classes.every(({ differing }) => !differing)).toBe(true);
  });

  it("are headed by the most frequent words, and say that some differ", () => {
    const [widening] = cautionClasses([three, two, row("four", { cautions: [widens("sts:ExternalId")] })]);
    expect(widening?.words).toBe("It widens a grant under sts:ExternalId.");
    expect(widening?.differing).toBe(true);
    expect(widening?.members[0]?.words).toBe("It widens a grant under aws:SourceIp.");
  });

  it("are none for roles without any", () => {
    expect(cautionClasses([plain])).toEqual([]);
  });
});

describe("what is confirmed", () => {
  it("names role and caution, for confirmed kinds only", () => {
    expect(confirmations([plain, one, two], new Set(["widens"]))).toEqual([
      `${one.arn}#widens`,
      `${two.arn}#widens`,
    ]);
    expect(confirmations([one], new Set())).toEqual([]);
  });
});
