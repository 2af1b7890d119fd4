import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { schedule } from "#lib/enrollment/engine/schedule.ts";

function change(key: string, kind: AnyChange["resource"]["kind"], id: string, needs: readonly string[] = []) {
  return { key, resource: { kind, id }, before: null, after: null, why: "", needs } as unknown as AnyChange;
}

const keysOf = (changes: readonly AnyChange[]) =>
  schedule(changes).map((batch) => batch.map((lane) => lane.map(({ key }) => key)));

describe("the schedule of a plan", () => {
  test("puts tags and trust policies of different roles side by side, of one role in a row", () => {
    expect(
      keysOf([
        change("tag-a", "aws/role-tag", "a#k"),
        change("tag-b", "aws/role-tag", "b#k"),
        change("trust-a", "aws/role-trust", "a", ["tag-a"]),
      ]),
    ).toEqual([[["tag-a", "trust-a"], ["tag-b"]]]);
  });

  test("keeps all else in the plan's order", () => {
    expect(
      keysOf([
        change("tag-a", "aws/role-tag", "a#k"),
        change("role", "aws/role", "r"),
        change("tag-b", "aws/role-tag", "b#k"),
        change("user", "teleport/user-access", "u"),
      ]),
    ).toEqual([[["tag-a"]], [["role"]], [["tag-b"]], [["user"]]]);
  });

  test("lets a change with a wait, or one that needs another lane, wait for all before it", () => {
    const waiting = { ...change("trust-a", "aws/role-trust", "a"), waitFor: "ping-by-name" } as AnyChange;
    expect(keysOf([waiting, change("tag-b", "aws/role-tag", "b#k")])).toEqual([[["trust-a"]], [["tag-b"]]]);
    expect(
      keysOf([change("tag-a", "aws/role-tag", "a#k"), change("tag-b", "aws/role-tag", "b#k", ["tag-a"])]),
    ).toEqual([[["tag-a"]], [["tag-b"]]]);
  });

  test("loses nothing, and never puts a change before one that it needs", () => {
    const drawn = fc.array(
      fc.record({
        kind: fc.constantFrom("aws/role-tag", "aws/role-trust", "aws/role", "teleport/user-access"),
        role: fc.constantFrom("a", "b", "c"),
        need: fc.option(fc.nat(), { nil: null }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(drawn, (list) => {
        const changes = list.map(({ kind, role, need }, at) =>
          change(String(at), kind as "aws/role", role, need === null || at === 0 ? [] : [String(need % at)]),
        );
        const batches = keysOf(changes);
        expect(batches.flat(2).toSorted()).toEqual(changes.map(({ key }) => key).toSorted());
        const place = (key: string) => {
          const batch = batches.findIndex((each) => each.flat().includes(key));
          const lane = batches[batch]?.findIndex((each) => each.includes(key)) ?? -1;
          return { batch, lane, at: batches[batch]?.[lane]?.indexOf(key) ?? -1 };
        };
        for (const { key, needs } of changes) {
          for (const need of needs) {
            const [mine, other] = [place(key), place(need)];
            const isAfter = other.batch < mine.batch || (other.lane === mine.lane && other.at < mine.at);
            expect(isAfter).toBe(true);
          }
        }
      }),
    );
  });
});
