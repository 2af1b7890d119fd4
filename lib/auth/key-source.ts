import type { Clock } from "#lib/enrollment/ports.ts";
import { readKeySet, type AssertionKey } from "./assertion-keys.ts";

/** The configured proxy, asked for what assertions are verified against. */
export interface AssertionIssuer {
  /** The cluster's name. */
  name(): Promise<string>;
  /** The text of `/.well-known/jwks.json`. */
  keySet(): Promise<string>;
}

export interface TrustedKeys {
  issuer: string;
  keys: readonly AssertionKey[];
}

export interface KeySource {
  current(): Promise<TrustedKeys>;
  /**
   * Others than these, which did not fit. Who asks again too soon waits for their turn and shares it with all others
   * that wait; null: too many do.
   */
  renewed(unfit: TrustedKeys): Promise<TrustedKeys | null>;
}

/** Keys are asked for again after this, so that a key that was withdrawn is not trusted for long. */
const freshMs = 5 * 60_000;
/** While the proxy can't be reached, the keys last read stand for this long at most. */
const staleMs = 60 * 60_000;
/** Unknown signatures, forged ones too, make us ask at most once in this time. */
const coolDownMs = 5_000;
const waitingMax = 100;

export function openKeySource(issuer: AssertionIssuer, clock: Pick<Clock, "now" | "sleep">): KeySource {
  let last: { value: TrustedKeys; atMs: number } | null = null;
  let underWay: Promise<TrustedKeys> | null = null;
  let renewedAtMs = Number.NEGATIVE_INFINITY;
  let renewal: Promise<TrustedKeys> | null = null;
  let waiting = 0;

  const read = async (): Promise<TrustedKeys> => {
    const [name, text] = [await issuer.name(), await issuer.keySet()];
    const value = { issuer: name, keys: await readKeySet(text) };
    last = { value, atMs: clock.now().getTime() };
    return value;
  };
  const readOnce = async (): Promise<TrustedKeys> => {
    underWay ??= read().finally(() => {
      underWay = null;
    });
    return await underWay;
  };
  const renew = async (): Promise<TrustedKeys> => {
    const waitMs = renewedAtMs + coolDownMs - clock.now().getTime();
    if (waitMs > 0) await clock.sleep(waitMs);
    renewedAtMs = clock.now().getTime();
    // Not a reading that is under way: it may have been answered before the rotation.
    return await read();
  };
  const ageMs = () => (last ? clock.now().getTime() - last.atMs : Number.POSITIVE_INFINITY);

  return {
    async current() {
      if (last && ageMs() < freshMs) return last.value;
      try {
        return await readOnce();
      } catch (error) {
        if (last && ageMs() < staleMs) return last.value;
        throw error;
      }
    },
    async renewed(unfit) {
      if (last && last.value !== unfit) return last.value;
      if (waiting >= waitingMax) return null;
      waiting += 1;
      renewal ??= renew().finally(() => {
        renewal = null;
      });
      return await renewal.finally(() => {
        waiting -= 1;
      });
    },
  };
}
