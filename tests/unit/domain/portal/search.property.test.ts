import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexEntries, searchEntries } from "#lib/domain/portal/search.ts";
import { entries } from "./portal-fixture.ts";

const accountId = fc.stringMatching(/^\d{12}$/);
const name = fc.stringMatching(/^[\w+=,.@-]{1,20}$/);
const path = fc.constantFrom("/", "/a/", "/team/payments/", "/x-y/");
const rolePath = fc.tuple(path, name).map((parts) => parts.join(""));

/** Some accounts with some roles each; names are unique in an account whatever their case, as in IAM. */
const portals = fc
  .uniqueArray(
    fc.record({
      accountId,
      name: fc.string({ minLength: 1, maxLength: 20 }),
      roles: fc.uniqueArray(rolePath, {
        minLength: 1,
        maxLength: 6,
        selector: (text) => text.slice(text.lastIndexOf("/") + 1).toLowerCase(),
      }),
    }),
    { minLength: 1, maxLength: 6, selector: (account) => account.accountId },
  )
  .map((accounts) =>
    entries(accounts, Object.fromEntries(accounts.map((account) => [account.accountId, account.roles]))),
  );

const portalAndOne = portals.chain((list) => fc.constantFrom(...list).map((one) => ({ list, one })));

describe("in any portal", () => {
  it("a pasted ARN finds its role, and only that one", () => {
    const around = fc.constantFrom(["", ""], [" ", "\n"], ['"', '"'], ["`", "`"], ["<", ">"], ["(", ")"]);
    fc.assert(
      fc.property(portalAndOne, around, ({ list, one }, [before, after]) => {
        const found = searchEntries(indexEntries(list), `${before}${one.arn}${after}`);
        expect(found.map(({ arn }) => arn)).toEqual([one.arn]);
      }),
    );
  });

  it("its account's id with its name always finds a role", () => {
    fc.assert(
      fc.property(portalAndOne, ({ list, one }) => {
        const found = searchEntries(indexEntries(list), `${one.account.accountId} ${one.name}`);
        expect(found).toContain(one);
      }),
    );
  });

  it("what is found keeps the given order among equals: the order of other roles changes nothing", () => {
    fc.assert(
      fc.property(portals, fc.stringMatching(/^[a-z0-9]{1,3}$/), (list, search) => {
        const all = searchEntries(indexEntries(list), search);
        const dropped = list.filter((_, at) => at % 2 === 0);
        const some = searchEntries(indexEntries(dropped), search);
        expect(some).toEqual(all.filter((entry) => dropped.includes(entry)));
      }),
    );
  });

  it("more words never find more", () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,3}$/);
    fc.assert(
      fc.property(portals, word, word, (list, one, other) => {
        const index = indexEntries(list);
        const both = searchEntries(index, `${one} ${other}`);
        const single = new Set(searchEntries(index, one));
        expect(both.every((entry) => single.has(entry))).toBe(true);
      }),
    );
  });
});
