import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import type { Assertion } from "./assertion.ts";

/** A role of the viewer. Unconfirmed: Teleport said so at sign-in, and the user object neither proves nor refutes it. */
export interface ViewerRole {
  name: string;
  /** The cluster says now that the user holds it. */
  confirmed: boolean;
}

/** Who is asking. */
export interface Viewer {
  name: string;
  source: "local" | "teleport";
  /** Those of the assertion that were not refuted; empty for a local admin. */
  roles: readonly ViewerRole[];
  /** Of the assertion, as the identity provider or the user object had them at sign-in. */
  traits: Readonly<Record<string, readonly string[]>>;
  /** ISO 8601: when the session ends; Teleport's where Teleport signs in. */
  sessionEndsAt: string;
  admin: boolean;
}

/** What the cluster says now of the roles that a user holds. */
export interface CurrentRoles {
  user: TeleportUser | null;
  /** Given by requests. */
  approved: readonly string[];
  /** Seen during this very session, and taken away since. */
  lost: ReadonlySet<string>;
}

/**
 * What of an assertion still holds, by the cluster's user object (null: there is no such user any more) and the requests
 * that were approved and have not expired.
 */
export function confirmRoles(
  assertion: Pick<Assertion, "roles">,
  { user, approved, lost }: CurrentRoles,
): readonly ViewerRole[] {
  if (user === null || user.locked) return [];
  const held = new Set([...user.roles, ...approved]);
  return assertion.roles
    .filter((name) => held.has(name) || !lost.has(name))
    .map((name) => ({ name, confirmed: held.has(name) }));
}

/** Admin is who holds one of the roles by the cluster's own word, now; never a bot. */
export function isAdmin(
  roles: readonly ViewerRole[],
  user: TeleportUser | null,
  adminRoles: readonly string[],
): boolean {
  if (user === null || user.locked || user.isBot || user.isSystem) return false;
  return roles.some(({ name, confirmed }) => confirmed && adminRoles.includes(name));
}
