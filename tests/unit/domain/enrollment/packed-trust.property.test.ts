import fc from "fast-check";
import { expect, it } from "vitest";
import { packTrust, unpackTrust } from "#lib/domain/enrollment/packed-trust.ts";
import type { TrustRowView, TrustStepView } from "#lib/domain/enrollment/views.ts";
import { row } from "../../components/trust/row.ts";

const part = fc.stringMatching(/^[\w+=,.@-]{1,12}$/);
const path = fc.array(part, { maxLength: 3 }).map((parts) => ["", ...parts, ""].join("/"));
const light = fc.record({
  state: fc.constantFrom("ok", "bad", "off" as const),
  label: fc.string(),
  words: fc.string(),
});
const rows: fc.Arbitrary<TrustRowView> = fc
  .record({
    name: part,
    path,
    tag: light,
    says: fc.string(),
    selectable: fc.boolean(),
    cautions: fc.array(fc.record({ code: part, words: fc.string() }), { maxLength: 2 }),
  })
  .map(({ name, ...rest }) => row(name, rest));

function viewOf(all: readonly TrustRowView[]): TrustStepView {
  const counts = { total: all.length, needsChange: 0, ready: 0, cannotChange: 0 };
  return { named: null, rows: all, counts, problem: null, source: "Read at once.", sharedWith: [] };
}

it("step 3 comes out of the network as it went in, with names and paths of any kind", () => {
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 12 }), (all) => {
      const view = viewOf(all);
      expect(unpackTrust(JSON.parse(JSON.stringify(packTrust(view))))).toEqual(view);
    }),
  );
});

it("five thousand roles that differ in their name alone cost little more than their ARNs", () => {
  const view = viewOf(Array.from({ length: 5000 }, (_, at) => row(`role-${at}`)));
  const size = (value: unknown) => JSON.stringify(value).length;
  expect(size(packTrust(view))).toBeLessThan(1.3 * size(view.rows.map(({ arn }) => arn)));
});
