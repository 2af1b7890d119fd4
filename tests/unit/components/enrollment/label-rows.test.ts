import { describe, expect, it } from "vitest";
import { labelRowErrors, labelsOf } from "#components/enrollment/label-rows.ts";

const fixed = new Set(["aws_account_id"]);
const row = (id: number, key: string, value = "x") => ({ id, key, value });

describe("labelRowErrors", () => {
  it("refuses the second of two equal names, not the first", () => {
    const errors = labelRowErrors([row(1, "team"), row(2, " team ")], fixed);
    expect([...errors.keys()]).toEqual([2]);
    expect(errors.get(2)).toBe("There is a label team already.");
  });

  it("keeps names apart that differ in case, as Teleport does", () => {
    expect(labelRowErrors([row(1, "team"), row(2, "Team")], fixed).size).toBe(0);
  });

  it("refuses the labels that the app sets", () => {
    expect(labelRowErrors([row(1, "aws_account_id")], fixed).get(1)).toContain("by itself");
  });

  it("asks for the name of a value, and takes an empty row for none", () => {
    const errors = labelRowErrors([row(1, "", "payments"), row(2, "", "")], fixed);
    expect([...errors]).toEqual([[1, "Give the label a name."]]);
  });
});

describe("labelsOf", () => {
  it("trims, and leaves empty rows out", () => {
    expect(labelsOf([row(1, " team ", " payments "), row(2, "", "")])).toEqual({ team: "payments" });
  });

  it("keeps a name that objects have by themselves", () => {
    expect(Object.entries(labelsOf([row(1, "__proto__", "y")]))).toEqual([["__proto__", "y"]]);
  });
});
