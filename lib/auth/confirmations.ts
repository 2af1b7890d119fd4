import { AppError, type Problem } from "#lib/domain/errors.ts";
import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import type { Clock } from "#lib/enrollment/ports.ts";
import type { Assertion } from "./assertion.ts";
import { confirmRoles, isAdmin, type Viewer } from "./viewer.ts";

export interface ConfirmationOptions {
  getUser(name: string): Promise<TeleportUser | null>;
  /** Roles by requests that were approved and have not expired. */
  approvedRoles(name: string): Promise<readonly string[]>;
  /** Teleport roles, one of which makes an admin. */
  adminRoles: readonly string[];
  clock: Pick<Clock, "now">;
}

/** A viewer, and why the cluster could not be asked, if so: then nothing is confirmed and nobody is an admin. */
export interface Confirmed {
  viewer: Viewer;
  problem: Problem | null;
}

export interface Confirmations {
  /** `fresh`: asks the cluster now, whatever it said a moment ago. */
  confirm(assertion: Assertion, fresh: boolean): Promise<Confirmed>;
}

/** A role that is taken away is gone here after this at the latest. */
const validMs = 30_000;
/** No Teleport session is longer. */
const sessionMaxMs = 30 * 60 * 60_000;

interface Known {
  user: TeleportUser | null;
  approved: readonly string[];
  readAtMs: number;
  /** Role → when the user was last seen to hold it. */
  heldAtMs: Map<string, number>;
}

function stillHeld(assertion: Assertion, { user, approved, heldAtMs }: Known) {
  const seen = [...heldAtMs].filter(([, atMs]) => atMs >= assertion.issuedAtMs);
  return confirmRoles(assertion, { user, approved, lost: new Set(seen.map(([name]) => name)) });
}

/**
 * Holds an assertion, which is as old as the session, against the cluster's user object and the user's requests. A role in
 * none of them may come from an access list, unless the user was seen to hold it during this very session: then it was
 * taken away, or its request has expired.
 */
export function openConfirmations({
  getUser,
  approvedRoles,
  adminRoles,
  clock,
}: ConfirmationOptions): Confirmations {
  const known = new Map<string, Known>();
  const underWay = new Map<string, Promise<Known>>();

  const forgetOld = (nowMs: number): void => {
    for (const [name, { readAtMs }] of known) if (nowMs - readAtMs > sessionMaxMs) known.delete(name);
  };
  const read = async (name: string): Promise<Known> => {
    const [user, approved] = await Promise.all([getUser(name), approvedRoles(name)]);
    const readAtMs = clock.now().getTime();
    forgetOld(readAtMs);
    const heldAtMs = known.get(name)?.heldAtMs ?? new Map<string, number>();
    for (const role of [...(user?.roles ?? []), ...approved]) heldAtMs.set(role, readAtMs);
    const value = { user, approved, readAtMs, heldAtMs };
    known.set(name, value);
    return value;
  };
  const readOnce = async (name: string): Promise<Known> => {
    const reading = underWay.get(name) ?? read(name).finally(() => underWay.delete(name));
    underWay.set(name, reading);
    return await reading;
  };
  const find = async (name: string, fresh: boolean): Promise<Known> => {
    // One that is under way may have been answered before the change that a fresh reading is meant to see.
    if (fresh) return await read(name);
    const last = known.get(name);
    return last && clock.now().getTime() - last.readAtMs < validMs ? last : await readOnce(name);
  };

  return {
    async confirm(assertion, fresh) {
      const base = {
        name: assertion.userName,
        source: "teleport" as const,
        traits: assertion.traits,
        sessionEndsAt: new Date(assertion.expiresAtMs).toISOString(),
      };
      try {
        const found = await find(assertion.userName, fresh);
        const roles = stillHeld(assertion, found);
        return { viewer: { ...base, roles, admin: isAdmin(roles, found.user, adminRoles) }, problem: null };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const last = known.get(assertion.userName);
        const names = last ? stillHeld(assertion, last).map(({ name }) => name) : assertion.roles;
        const roles = names.map((name) => ({ name, confirmed: false }));
        return { viewer: { ...base, roles, admin: false }, problem: error.problem };
      }
    },
  };
}
