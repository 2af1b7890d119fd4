import "server-only";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import type { TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { container } from "./container.ts";
import type { PortalViewer } from "./portal-viewer.ts";

/** Whose portal is shown, as Teleport has them. */
export interface PortalPerson {
  user: TeleportUser;
  unconfirmedRoles: readonly string[];
  sessionEndsAt: string | null;
  viewAs: { viewer: string } | null;
}

/** Whose portal the viewer means: their own, or for an admin that of `as`. Null: an admin has to choose. */
export function meantUser(viewer: PortalViewer, as: string | null): string | null {
  return viewer.isAdmin && as !== null ? as : (viewer.person?.userName ?? null);
}

/** The viewer looks at their own portal: what sign-in knows of their roles counts more than the user's record. */
export function asPerson(user: TeleportUser, viewer: PortalViewer): PortalPerson {
  const { person } = viewer;
  if (person?.userName !== user.name) {
    return { user, unconfirmedRoles: [], sessionEndsAt: null, viewAs: { viewer: viewer.name } };
  }
  const { unconfirmedRoles, sessionEndsAt } = person;
  return {
    user: { ...user, roles: person.roles ?? user.roles },
    unconfirmedRoles,
    sessionEndsAt,
    viewAs: null,
  };
}

/** The user and their roles as Teleport has them at this moment, past every cache. Throws AppError. */
export async function readPersonNow(
  name: string,
  viewer: PortalViewer,
): Promise<{ person: PortalPerson; roles: readonly TeleportRole[] }> {
  const { teleport } = await container();
  const user = await teleport.getUser(name);
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
