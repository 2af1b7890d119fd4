import type { Clock } from "#lib/enrollment/ports.ts";

export interface AttemptLimit {
  /** Takes one attempt; else says how long to wait for the next. */
  take(): { ok: true } | { ok: false; waitMs: number };
  /** Gives the attempt back: it was no guess. */
  giveBack(): void;
}

/** At most `attempts` at once; after that one more each `refillMs`. In memory, for the whole process. */
export function openAttemptLimit(
  { attempts, refillMs }: { attempts: number; refillMs: number },
  clock: Pick<Clock, "now">,
): AttemptLimit {
  let left = attempts;
  let countedAtMs = clock.now().getTime();
  const refill = (): number => {
    const nowMs = clock.now().getTime();
    // A clock that was set back must not stop the refill until it catches up.
    countedAtMs = Math.min(countedAtMs, nowMs);
    const gained = Math.floor((nowMs - countedAtMs) / refillMs);
    left = Math.min(attempts, left + gained);
    countedAtMs = left === attempts ? nowMs : countedAtMs + gained * refillMs;
    return nowMs;
  };
  return {
    take() {
      const nowMs = refill();
      if (left === 0) return { ok: false, waitMs: countedAtMs + refillMs - nowMs };
      left -= 1;
      return { ok: true };
    },
    giveBack() {
      left = Math.min(attempts, left + 1);
    },
  };
}
