import { expect, test } from "vitest";
import { iamRetryStrategy } from "#lib/aws/retry-strategy.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

function open(maxAttempts = 6) {
  const clock = new VirtualClock();
  return { clock, strategy: iamRetryStrategy({ clock, maxAttempts, random: () => 1 }) };
}

async function exhaust(errorType: "THROTTLING" | "TRANSIENT" | "CLIENT_ERROR", error: Error) {
  const { clock, strategy } = open();
  let token = await strategy.acquireInitialRetryToken();
  for (;;) {
    try {
      token = await strategy.refreshRetryTokenForRetry(token, { errorType, error });
    } catch {
      return { attempts: token.getRetryCount() + 1, slept: clock.slept };
    }
  }
}

test("throttling is tried six times, waiting longer each time", async () => {
  expect(await exhaust("THROTTLING", named("Throttling"))).toEqual({
    attempts: 6,
    slept: [1_000, 2_000, 4_000, 8_000, 16_000],
  });
});

test("IAM's quota error is final although the SDK calls it throttling", async () => {
  expect(await exhaust("THROTTLING", named("LimitExceededException"))).toEqual({ attempts: 1, slept: [] });
});

test("a concurrent modification is tried again although the SDK calls it final", async () => {
  const { attempts, slept } = await exhaust("CLIENT_ERROR", named("ConcurrentModificationException"));
  expect(attempts).toBe(6);
  expect(slept[0]).toBe(500);
});

test("a refusal is final", async () => {
  expect(await exhaust("CLIENT_ERROR", named("AccessDenied"))).toEqual({ attempts: 1, slept: [] });
});

test("a server that never answers is asked twice", async () => {
  expect((await exhaust("TRANSIENT", named("TimeoutError"))).attempts).toBe(2);
});

test("no wait is longer than twenty seconds, whatever the server asks for", async () => {
  const { clock, strategy } = open(20);
  const token = await strategy.acquireInitialRetryToken();
  const retryAfterHint = new Date(clock.now().getTime() + 3_600_000);
  await strategy.refreshRetryTokenForRetry(token, { errorType: "THROTTLING", retryAfterHint });
  expect(clock.slept).toEqual([20_000]);
});

test("a client that fails all the time stops retrying, and success restores it", async () => {
  const { strategy } = open();
  const fail = async () =>
    strategy.refreshRetryTokenForRetry(await strategy.acquireInitialRetryToken(), { errorType: "TRANSIENT" });
  const tokens = [];
  for (let retry = 0; retry < 35; retry += 1) tokens.push(await fail());
  await expect(fail()).rejects.toThrow("No further attempt");
  for (const token of tokens) strategy.recordSuccess(token);
  await expect(fail()).resolves.toBeDefined();
});
