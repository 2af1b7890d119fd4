import { AppError } from "#lib/domain/errors.ts";
import type { Clock, LeasePort } from "#lib/enrollment/ports.ts";

/** A third of the lease's life: two renewals may fail before it is lost. */
export const renewEveryMs = 10_000;

export interface LeaseKeeper {
  /** Renews when it is due. Before every write. @throws AppError `lease-lost`, `journal-unavailable` */
  check(): Promise<void>;
  release(): Promise<void>;
}

function leaseLost(accountId: string): AppError {
  return new AppError({
    code: "lease-lost",
    what: `This run lost its lock on account ${accountId}.`,
    why: "Another process took it after this one had not renewed it for half a minute.",
    remedy: "Wait for the other run to end, then continue this one.",
  });
}

export function leaseHeld(accountId: string, heldBy: string, until: string): AppError {
  return new AppError({
    code: "lease-held",
    what: `Another run is at work in account ${accountId}.`,
    why: `Only one run at a time may write to an account; ${heldBy} holds the lock until ${until} at least.`,
    remedy: "Wait until it has ended, then try again.",
    evidence: heldBy,
  });
}

/**
 * Takes the lease and keeps it: a timer renews it during long requests, `check` between them, so that a clock which
 * passes faster than the timer's is obeyed too.
 * @throws AppError `lease-held`
 */
export async function takeLease(
  lease: LeasePort,
  clock: Clock,
  accountId: string,
  owner: string,
): Promise<LeaseKeeper> {
  const answer = await lease.acquire(accountId, owner);
  if (!answer.ok) throw leaseHeld(accountId, answer.heldBy, answer.until);
  let renewedAt = clock.now().getTime();
  let lost = false;
  let renewing: Promise<void> = Promise.resolve();

  async function renewIfDue(): Promise<void> {
    if (lost || clock.now().getTime() - renewedAt < renewEveryMs) return;
    const at = clock.now().getTime();
    if (await lease.renew(accountId, owner)) renewedAt = at;
    else lost = true;
  }
  /** One renewal at a time; each caller hears of the failure of its own. */
  function queueRenewal(): Promise<void> {
    const next = renewing.then(renewIfDue);
    renewing = next.catch(() => {});
    return next;
  }

  const timer = setInterval(() => void queueRenewal().catch(() => {}), renewEveryMs);
  timer.unref();
  return {
    check: async () => {
      await queueRenewal();
      if (lost) throw leaseLost(accountId);
    },
    release: async () => {
      clearInterval(timer);
      await renewing;
      if (!lost) await lease.release(accountId, owner);
    },
  };
}
