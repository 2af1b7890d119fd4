import "server-only";
import type { Viewer } from "#lib/auth/viewer.ts";
import { valueOr } from "#lib/domain/enrollment/observation.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import type { PortalFacts } from "#lib/domain/portal/portal-view.ts";
import { sessionTraits, traitValues } from "#lib/domain/portal/session-traits.ts";
import type { TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { attempt } from "./attempt.ts";
import { systemClock } from "./clock.ts";
import { container } from "./container.ts";

/** Whose portal is shown. */
export type PortalPerson = Pick<PortalFacts, "user" | "confirmed" | "sessionEndsAt" | "viewAs">;

/** Whose portal the viewer means: their own, or for an admin that of `as`. Null: a local admin has to choose. */
export function meantUser(viewer: Viewer, as: string | null): string | null {
  if (viewer.admin && as !== null && as !== viewer.name) return as;
  return viewer.source === "teleport" ? viewer.name : null;
}

/** `user`: the cluster's record of whom the viewer means. */
export function asPerson(user: TeleportUser, viewer: Viewer): PortalPerson {
  if (viewer.source !== "teleport" || viewer.name !== user.name) {
    return { user, confirmed: null, sessionEndsAt: null, viewAs: { viewer: viewer.name } };
  }
  const { sessionEndsAt, roles } = viewer;
  const traits = sessionTraits(viewer.traits, user.traits, seenDuring(viewer, user));
  return {
    // What counts is what the session was begun with: the record may have more, from the next sign-in on.
    user: { ...user, roles: roles.map(({ name }) => name), traits: traits.all },
    confirmed: {
      roles: roles.filter(({ confirmed }) => confirmed).map(({ name }) => name),
      traits: traits.confirmed,
    },
    sessionEndsAt,
    viewAs: null,
  };
}

interface Seen {
  values: Set<string>;
  endsAtMs: number;
}

const holder = globalThis as { awsAccessSeenTraits?: Map<string, Seen> };

/** The trait values that the record was seen to have during the viewer's session, up to now. */
function seenDuring({ name, sessionEndsAt }: Viewer, record: TeleportUser): ReadonlySet<string> {
  holder.awsAccessSeenTraits ??= new Map();
  const sessions = holder.awsAccessSeenTraits;
  const nowMs = systemClock.now().getTime();
  for (const [key, { endsAtMs }] of sessions) if (endsAtMs < nowMs) sessions.delete(key);
  const key = JSON.stringify([name, sessionEndsAt]);
  const seen = sessions.get(key) ?? { values: new Set(), endsAtMs: Date.parse(sessionEndsAt) };
  sessions.set(key, seen);
  const before = new Set(seen.values);
  for (const value of traitValues(record.traits)) seen.values.add(value);
  return before;
}

/** The record with the locks in force; where these can't be read now, with what was known of them. */
async function withLockNow(name: string, cached: TeleportUser | null): Promise<TeleportUser | null> {
  const { teleport } = await container();
  const user = await teleport.getUser(name);
  if (!user) return null;
  const locked = valueOr(await attempt(teleport.isLocked(name, user.roles)), null) ?? cached?.byLock;
  return locked ? { ...user, locked: true, byLock: true } : user;
}

/** The user's record as it is now, else as it was last read. Throws AppError where neither is to be had. */
export async function readUser(name: string, cached: TeleportUser | null): Promise<TeleportUser | null> {
  try {
    return await withLockNow(name, cached);
  } catch (error) {
    if (error instanceof AppError && cached) return cached;
    throw error;
  }
}

/** The user and their roles as Teleport has them at this moment, past every cache. Throws AppError. */
export async function readPersonNow(
  name: string,
  viewer: Viewer,
): Promise<{ person: PortalPerson; roles: readonly TeleportRole[] }> {
  const { teleport } = await container();
  const user = await withLockNow(name, null);
  if (!user) throw new AppError(noSuchUser(name));
  const person = asPerson(user, viewer);
  const roles = await Promise.all(person.user.roles.map(async (role) => await teleport.getRole(role)));
  return { person, roles: roles.filter((role) => role !== null) };
}

export function noSuchUser(name: string): Problem {
  return {
    code: "teleport-not-found",
    what: `Teleport has no user ${name} now.`,
    why: "The user was removed, or signed in through an identity provider so long ago that Teleport forgot.",
    remedy: "Sign in to Teleport again, then reload this page.",
    evidence: name,
  };
}
