import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shownTrust, storeTrust } from "#lib/sandbox/aws/iam/trust-document.ts";
import { keyOf } from "#lib/sandbox/aws/store/keys.ts";
import { Store } from "#lib/sandbox/aws/store/store.ts";
import { roleEntity } from "#lib/sandbox/seed/aws-entities.ts";

const accountId = "123456789012";
const store = new Store(null);
const names = ["alpha", "beta", "gamma"];
store.commit([
  {
    key: `account/all/${accountId}`,
    entity: {
      kind: "account",
      accountId,
      alias: null,
      organizationId: "o-1",
      trustSizeQuota: 2048,
      rolesQuota: 10,
    },
  },
  ...names.map((name) => {
    const entity = roleEntity(accountId, { name, trust: {} });
    return { key: keyOf(entity), entity };
  }),
]);

const check = { view: store.view, isTooYoung: () => false };
const save = (text: string) => storeTrust(text, check);
const show = (stored: string) => shownTrust(stored, store.view);

const principals = fc.constantFrom(
  ...names.map((name) => `arn:aws:iam::${accountId}:role/${name}`),
  `arn:aws:iam::${accountId}:root`,
  "999999999999",
  "*",
);
const oneOrMore = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(value, fc.uniqueArray(value, { minLength: 1, maxLength: 4 }));
const conditions = fc.dictionary(
  fc.constantFrom("StringEquals", "StringLike", "ForAnyValue:StringEquals"),
  fc.dictionary(fc.constantFrom("sts:ExternalId", "aws:PrincipalAccount"), oneOrMore(fc.string()), {
    minKeys: 1,
  }),
  { minKeys: 1 },
);
const statements = fc.record(
  {
    Effect: fc.constantFrom("Allow", "Deny"),
    Principal: fc.record({ AWS: oneOrMore(principals) }),
    Action: oneOrMore(fc.constantFrom("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")),
    Condition: conditions,
  },
  { requiredKeys: ["Effect", "Principal", "Action"] },
);
const documents = fc.record(
  {
    Version: fc.constantFrom("2008-10-17", "2012-10-17"),
    Id: fc.string(),
    Statement: fc.array(statements, { minLength: 1 }),
  },
  { requiredKeys: ["Statement"] },
);

/** Lists as sorted, a single value as a list of one, account numbers as roots: what a document means. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(meaning).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== "object" || value === null) {
    return typeof value === "string" && /^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      typeof child === "string" ? [meaning(child)] : meaning(child),
    ]),
  );
}

const inOrder = (text: string) =>
  (JSON.parse(text) as { Statement: unknown[] }).Statement.map((statement) => meaning(statement));

describe("a stored trust policy", () => {
  it("means what was sent, statement by statement", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const shown = show(save(JSON.stringify(document)));
        expect(inOrder(shown)).toEqual(inOrder(JSON.stringify(document)));
        const { Statement: _, ...rest } = document;
        expect(JSON.parse(shown)).toMatchObject(rest);
      }),
    );
  });

  it("is not changed by writing back what was read", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const shown = show(save(JSON.stringify(document)));
        expect(show(save(shown))).toBe(shown);
      }),
    );
  });

  it("names no role by its ARN", () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(save(JSON.stringify(document))).not.toMatch(/:role\/(alpha|beta|gamma)"/);
      }),
    );
  });
});
