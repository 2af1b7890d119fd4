import { expect, test } from "vitest";
import { cacheCredentials } from "#lib/aws/credential-cache.ts";
import type { Credentials } from "#lib/aws/credential-cache.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";

function counting(lifetimeMs: number | null) {
  const clock = new VirtualClock();
  let loads = 0;
  const load = async (): Promise<Credentials> => {
    loads += 1;
    const expiration =
      lifetimeMs === null ? {} : { expiration: new Date(clock.now().getTime() + lifetimeMs) };
    return { accessKeyId: `key-${loads}`, secretAccessKey: "x", ...expiration };
  };
  return { clock, cache: cacheCredentials(load, clock), loads: () => loads };
}

test("concurrent callers share one load, and long-term keys are kept", async () => {
  const { cache, clock, loads } = counting(null);
  const all = await Promise.all([cache.provider(), cache.provider(), cache.provider()]);
  clock.advance(86_400_000);
  await cache.provider();
  expect(new Set(all.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(["key-1"]));
  expect(loads()).toBe(1);
});

test("a session is loaded again five minutes before it ends", async () => {
  const { cache, clock } = counting(3_600_000);
  await cache.provider();
  clock.advance(54 * 60_000);
  expect((await cache.provider()).accessKeyId).toBe("key-1");
  clock.advance(60_000);
  expect((await cache.provider()).accessKeyId).toBe("key-2");
});

test("what was forgotten is loaded anew", async () => {
  const { cache } = counting(null);
  await cache.provider();
  cache.forget();
  expect((await cache.provider()).accessKeyId).toBe("key-2");
});

test("a load that fails is tried again by the next caller", async () => {
  let loads = 0;
  const cache = cacheCredentials(async () => {
    loads += 1;
    if (loads === 1) throw new Error("not yet");
    return { accessKeyId: "key", secretAccessKey: "x" };
  }, new VirtualClock());
  await expect(cache.provider()).rejects.toThrow("not yet");
  expect((await cache.provider()).accessKeyId).toBe("key");
});
