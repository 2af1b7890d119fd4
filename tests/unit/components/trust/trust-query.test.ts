import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedQueryString, parseTrustQuery } from "#components/trust/trust-query.ts";

const read = (query: string) => parseTrustQuery(new URLSearchParams(query));

describe("the address of the table", () => {
  it("carries search, filter and open role through any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.constantFrom("all", "needs-change", "ready", "cannot-change"),
        fc.string({ unit: "grapheme", minLength: 1 }),
        (search, filter, role) => {
          const wanted = { search, filter, role } as const;
          expect(read(changedQueryString("", wanted))).toMatchObject(wanted);
        },
      ),
    );
  });

  it("changes only what is changed", () => {
    const first = changedQueryString("?other=1", { search: "audit", role: "arn:aws:iam::1:role/a" });
    const second = changedQueryString(first, { role: null });
    expect(second).toBe("?other=1&q=audit");
    expect(changedQueryString(second, { search: "" })).toBe("?other=1");
    expect(changedQueryString("?q=a", { search: "" })).toBe("");
  });

  it("ignores a filter that does not exist", () => {
    expect(read("?show=everything")).toMatchObject({ search: "", filter: null, role: null });
  });

  it("tells which way round the step is done", () => {
    expect(read("").taking).toBe(false);
    const query = changedQueryString("?take=away", { search: "audit" });
    expect(read(query)).toMatchObject({ search: "audit", taking: true });
  });
});
