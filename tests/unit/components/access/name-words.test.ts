import { describe, expect, it } from "vitest";
import { accountIdsOf, namesInWords, roleNameOf } from "#components/access/name-words.ts";

describe("names in a sentence", () => {
  it("joins a few, and counts the rest", () => {
    expect(namesInWords([])).toBe("nobody");
    expect(namesInWords(["alice"])).toBe("alice");
    expect(namesInWords(["alice", "bob"])).toBe("alice and bob");
    expect(namesInWords(["a", "b", "c", "d"])).toBe("a, b, c and d");
    expect(namesInWords(["a", "b", "c", "d", "e", "f"])).toBe("a, b, c, d and 2 more");
  });

  it("takes a role's own name from its ARN, path or none", () => {
    expect(roleNameOf("arn:aws:iam::001234567890:role/audit/eu/Reader")).toBe("Reader");
    expect(roleNameOf("arn:aws:iam::001234567890:role/Reader")).toBe("Reader");
  });

  it("names each account of the roles once, leading zeros kept", () => {
    const arns = ["role/a", "role/b/c"].map((path) => `arn:aws:iam::001234567890:${path}`);
    expect(accountIdsOf([...arns, "arn:aws:iam::210987654321:role/d"])).toEqual([
      "001234567890",
      "210987654321",
    ]);
    expect(accountIdsOf(["no ARN"])).toEqual([]);
  });
});
