import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { couldBeSeen } from "#lib/enrollment/could-be-seen.ts";
import { lookAgainLater } from "#lib/server/second-look.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("after a run there is one more reading, late enough to be believed; runs in a row share it", async () => {
  const started = new Date().toISOString();
  const readAt: string[] = [];
  const read = () => Promise.resolve(readAt.push(new Date().toISOString()));
  lookAgainLater("acme", read);
  await vi.advanceTimersByTimeAsync(30_000);
  const last = new Date().toISOString();
  lookAgainLater("acme", read);
  lookAgainLater("other", () => Promise.resolve());
  await vi.advanceTimersByTimeAsync(59_000);
  expect(readAt).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(readAt).toHaveLength(1);
  for (const writtenAt of [started, last]) expect(couldBeSeen(writtenAt, readAt[0] ?? "")).toBe(true);
});

test("one that fails is over, and the next is made all the same", async () => {
  const read = vi.fn<() => Promise<never>>(() => Promise.reject(new Error("unreachable")));
  lookAgainLater("acme", read);
  await vi.advanceTimersByTimeAsync(120_000);
  lookAgainLater("acme", read);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(read).toHaveBeenCalledTimes(2);
});
