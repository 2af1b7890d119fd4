import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, parseTrustQuery } from "#components/trust/trust-query.ts";
import { changedQueryString } from "#components/ui/address.ts";

const read = (query: string) => parseTrustQuery(new URLSearchParams(query));

describe("the address of the table", () => {
  it("carries filter and open role through any text", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("all", "needs-change", "ready", "cannot-change"),
        fc.string({ unit: "grapheme", minLength: 1 }),
        (filter, role) => {
          const wanted = { filter, role } as const;
          expect(read(changedQueryString("?q=audit", addressOf(wanted)))).toMatchObject(wanted);
        },
      ),
    );
  });

  it("changes only what is changed", () => {
    const first = changedQueryString(
      "?q=audit",
      addressOf({ filter: "ready", role: "arn:aws:iam::1:role/a" }),
    );
    expect(changedQueryString(first, addressOf({ role: null }))).toBe("?q=audit&show=ready");
  });

  it("ignores a filter that does not exist", () => {
    expect(read("?show=everything")).toMatchObject({ filter: null, role: null });
  });

  it("tells which way round the step is done", () => {
    expect(read("").taking).toBe(false);
    expect(read(changedQueryString("?take=away", addressOf({ filter: "all" }))).taking).toBe(true);
  });
});
