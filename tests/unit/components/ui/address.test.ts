import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedQueryString } from "#components/ui/address.ts";

describe("the address of a page", () => {
  it("carries any text, beside any other", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(text, text, (search, person) => {
        const params = new URLSearchParams(
          changedQueryString(changedQueryString("", { q: search }), { person }),
        );
        expect(Object.fromEntries(params)).toEqual({ q: search, person });
      }),
    );
  });

  it("changes only what is changed", () => {
    const first = changedQueryString("?other=1", { q: "audit", role: "a b" });
    expect(changedQueryString(first, { role: null, q: undefined })).toBe("?other=1&q=audit");
    expect(changedQueryString("?q=a", { q: null })).toBe("");
  });
});
