import type { TeleportLock, TeleportUser } from "./types.ts";

/** A user's record knows of failed sign-ins alone; what administrators lock is a resource of its own. Null: not read. */
export function withLocks(
  users: readonly TeleportUser[],
  locks: readonly TeleportLock[] | null,
): readonly TeleportUser[] {
  const names = new Set(locks?.map(({ user }) => user).filter((name) => name !== ""));
  const roles = new Set(locks?.map(({ role }) => role).filter((name) => name !== ""));
  return users.map((user) => {
    const isNamed = names.has(user.name) || user.roles.some((role) => roles.has(role));
    return isNamed ? { ...user, locked: true, byLock: true } : user;
  });
}
