import { expect, test } from "vitest";
import { openAttemptLimit } from "#lib/auth/attempt-limit.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";

function open() {
  const clock = new VirtualClock();
  return { clock, limit: openAttemptLimit({ attempts: 3, refillMs: 10_000 }, clock) };
}

test("three attempts are free, the fourth has to wait", () => {
  const { clock, limit } = open();
  for (let at = 0; at < 3; at += 1) expect(limit.take()).toEqual({ ok: true });
  clock.advance(4_000);
  expect(limit.take()).toEqual({ ok: false, waitMs: 6_000 });
});

test("each ten seconds allow one more, and no more than three are saved up", () => {
  const { clock, limit } = open();
  for (let at = 0; at < 3; at += 1) limit.take();
  clock.advance(10_000);
  expect(limit.take()).toEqual({ ok: true });
  expect(limit.take()).toEqual({ ok: false, waitMs: 10_000 });
  clock.advance(3_600_000);
  expect([limit.take().ok, limit.take().ok, limit.take().ok, limit.take().ok]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test("waiting in small steps allows as much as waiting at once", () => {
  const { clock, limit } = open();
  for (let at = 0; at < 3; at += 1) limit.take();
  let allowed = 0;
  for (let at = 0; at < 12; at += 1) {
    clock.advance(2_500);
    if (limit.take().ok) allowed += 1;
  }
  expect(allowed).toBe(3);
});

test("an attempt that was no guess is given back", () => {
  const { limit } = open();
  for (let at = 0; at < 10; at += 1) {
    expect(limit.take()).toEqual({ ok: true });
    limit.giveBack();
  }
});

test("a clock that is set back neither takes attempts away nor stops the refill", () => {
  const { clock, limit } = open();
  for (let at = 0; at < 3; at += 1) limit.take();
  clock.advance(-3_600_000);
  expect(limit.take()).toEqual({ ok: false, waitMs: 10_000 });
  clock.advance(10_000);
  expect(limit.take()).toEqual({ ok: true });
});
