import { beforeAll, describe, expect, it } from "vitest";
import { openAssertionVerifier } from "#lib/auth/assertion-verifier.ts";
import { openKeySource } from "#lib/auth/key-source.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";
import { audience, issuer, keySet, makeSigner, now, nowSeconds, sign, type Signer } from "./signing.ts";

let first: Signer;
let second: Signer;
let stranger: Signer;
beforeAll(async () => {
  [first, second, stranger] = await Promise.all([
    makeSigner("ES256"),
    makeSigner("RS256"),
    makeSigner("ES256"),
  ]);
});

const seconds = (count: number) => count * 1000;
const minutes = (count: number) => count * 60_000;
const long = { exp: nowSeconds + 24 * 3600 };

/** A proxy that counts how often it is asked; `keys` may be changed, and `down` makes it unreachable. */
function openWorld() {
  const clock = new VirtualClock(now.toISOString());
  const proxy = { keys: [first], askedAtMs: [] as number[], down: false };
  const source = openKeySource(
    {
      name: async () => issuer,
      async keySet() {
        proxy.askedAtMs.push(clock.now().getTime());
        if (proxy.down) throw new Error("unreachable");
        return keySet(...proxy.keys);
      },
    },
    clock,
  );
  return { clock, proxy, verify: openAssertionVerifier(audience, source, clock) };
}

describe("the cluster's keys", () => {
  it("are asked for once, not with each request", async () => {
    const { proxy, verify } = openWorld();
    const token = await sign(first);
    const verdicts = await Promise.all([verify(token), verify(token), verify(token)]);
    expect((await verify(token)).ok && verdicts.every(({ ok }) => ok)).toBe(true);
    expect(proxy.askedAtMs).toHaveLength(1);
  });

  it("are asked for again at the first signature after a rotation: no request fails", async () => {
    const { clock, proxy, verify } = openWorld();
    await verify(await sign(first, long));
    clock.advance(seconds(1));
    proxy.keys = [second, first];
    const token = await sign(second, long);
    const verdicts = await Promise.all([verify(token), verify(token), verify(await sign(first, long))]);
    expect(verdicts.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(proxy.askedAtMs).toHaveLength(2);
  });

  it("that a request before read anew serve one that was under way with the old ones", async () => {
    const { clock, proxy } = openWorld();
    const source = openKeySource(
      { name: async () => issuer, keySet: async () => keySet(...proxy.keys) },
      clock,
    );
    const old = await source.current();
    proxy.keys = [second];
    const renewed = await source.renewed(old);
    expect(await source.renewed(old)).toBe(renewed);
  });

  it("are asked for once in five seconds at most, however many forged signatures come", async () => {
    const { proxy, verify } = openWorld();
    const forged = await sign(stranger, long);
    await Promise.all(Array.from({ length: 20 }, () => verify(forged)));
    expect(proxy.askedAtMs).toHaveLength(2);
    for (let at = 0; at < 5; at += 1) {
      expect(await verify(forged)).toMatchObject({ ok: false, refusal: "signature" });
    }
    const [, ...renewals] = proxy.askedAtMs;
    const gaps = renewals.slice(1).map((atMs, at) => atMs - (renewals[at] ?? 0));
    expect(gaps).toEqual([5000, 5000, 5000, 5000, 5000]);
  });

  it("are there for a rotation that comes right after a forged signature: the request waits", async () => {
    const { proxy, verify } = openWorld();
    await verify(await sign(first, long));
    await verify(await sign(stranger, long));
    proxy.keys = [second];
    expect((await verify(await sign(second, long))).ok).toBe(true);
  });

  it("are waited for by a hundred requests at most", async () => {
    const { proxy, verify } = openWorld();
    const forged = await sign(stranger, long);
    await verify(forged);
    proxy.keys = [second];
    const good = await sign(second, long);
    const verdicts = await Promise.all(Array.from({ length: 101 }, () => verify(good)));
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(100);
  });

  it("are not asked for at all for a token that could not be accepted with any key", async () => {
    const { proxy, verify } = openWorld();
    await verify(await sign(first));
    await verify(await sign(stranger, { aud: ["http://wiki.internal"] }));
    await verify(await sign(stranger, { exp: nowSeconds - 1 }));
    expect(proxy.askedAtMs).toHaveLength(1);
  });

  it("that were withdrawn are trusted for five minutes more at most", async () => {
    const { clock, proxy, verify } = openWorld();
    const token = await sign(first, long);
    expect((await verify(token)).ok).toBe(true);
    proxy.keys = [second];
    clock.advance(minutes(5));
    expect(await verify(token)).toMatchObject({ ok: false, refusal: "signature" });
  });

  it("stand for an hour while the proxy can't be reached, and no longer", async () => {
    const { clock, proxy, verify } = openWorld();
    const token = await sign(first, long);
    await verify(token);
    proxy.down = true;
    clock.advance(minutes(59));
    expect((await verify(token)).ok).toBe(true);
    clock.advance(minutes(1));
    await expect(verify(token)).rejects.toThrow("unreachable");
  });
});
