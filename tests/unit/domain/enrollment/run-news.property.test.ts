import fc from "fast-check";
import { expect, it } from "vitest";
import { isAhead, ToldChanges, withNews } from "#lib/domain/enrollment/run-news.ts";
import { runView } from "#lib/domain/enrollment/run-view.ts";
import type { ChangeStatus } from "#lib/domain/enrollment/run.ts";
import type { RunView } from "#lib/domain/enrollment/views.ts";
import { progress, runWith } from "../../../support/observation/run-progress.ts";

const statuses = fc.constantFrom<ChangeStatus>("not-started", "in-progress", "verified", "failed", "unknown");
const count = 4;
const moment = fc.array(fc.tuple(statuses, fc.option(fc.constantFrom("waiting", "looking"))), {
  minLength: count,
  maxLength: count,
});
const titleOf = () => "Tag";
const runAt = (states: readonly (readonly [ChangeStatus, string | null])[]) =>
  runWith([], { changes: states.map(([status, waiting], at) => progress(status, at, waiting)) });

it("whoever is told only what is new of a run sees the whole of it all the same", () => {
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 8 }), (moments) => {
      const told = new ToldChanges();
      let seen: RunView | null = null;
      for (const states of moments) {
        const run = runAt(states);
        const news = runView(run, titleOf, false, told.newsOf(run));
        seen = seen === null ? news : withNews(seen, news);
        expect(seen).toEqual(runView(run, titleOf, false));
      }
    }),
  );
});

it("what has not changed is not told again, and the numbers are those of all changes", () => {
  const told = new ToldChanges();
  told.newsOf(runAt(Array.from({ length: count }, () => ["not-started", null])));
  const run = runAt([
    ["not-started", null],
    ["verified", null],
    ["not-started", "waiting"],
    ["not-started", null],
  ]);
  const news = runView(run, titleOf, false, told.newsOf(run));
  expect(news.changes.map(({ status, waiting }) => [status, waiting])).toEqual([
    ["verified", null],
    ["not-started", "waiting"],
  ]);
  expect([news.done, news.total]).toEqual([1, count]);
  expect(told.newsOf(run)).toEqual([]);
});

it("of two tellings of one run the one that knows more events is ahead, also where it has done less", () => {
  const at = (revision: number, id = "run-1") => ({ id, revision });
  expect(isAhead(at(7), at(6))).toBe(true);
  expect(isAhead(at(6), at(7))).toBe(false);
  expect(isAhead(at(6), at(6))).toBe(false);
  expect(isAhead(at(7), at(6, "run-2"))).toBe(false);
  expect([isAhead(null, at(1)), isAhead(at(1), null)]).toEqual([false, false]);
});
