import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import { allPages } from "#lib/teleport/pages.ts";

const tooLarge = new AppError({ code: "teleport-throttled", what: "a", why: "b", remedy: "c" });

test("every item comes once and in order, whatever the server's page size is", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 700 }),
      async (total, largest) => {
        const all = Array.from({ length: total }, (_, index) => index);
        const items = await allPages((startKey, limit) => {
          if (limit > largest) return Promise.reject(tooLarge);
          const start = startKey === "" ? 0 : Number(startKey);
          const end = start + limit;
          return Promise.resolve({ items: all.slice(start, end), nextKey: end < total ? String(end) : "" });
        });
        expect(items).toEqual(all);
      },
    ),
  );
});

test("a server that repeats its key does not hold the app for ever", async () => {
  expect(await allPages(() => Promise.resolve({ items: ["x"], nextKey: "k" }))).toEqual(["x", "x"]);
});
