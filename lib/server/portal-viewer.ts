import "server-only";
import { requireUser } from "./viewer.ts";

/** Who looks at the portal. Built by sign-in; the portal asks for nothing else. */
export interface PortalViewer {
  name: string;
  /** May look at everybody's portal. */
  isAdmin: boolean;
  /** The viewer in Teleport; null: a local admin is nobody there. */
  person: {
    userName: string;
    /** Teleport roles that count now; null: those of the user's record. */
    roles: readonly string[] | null;
    /** Those of `roles` that could be neither confirmed nor refuted: they count, and are marked. */
    unconfirmedRoles: readonly string[];
    /** ISO 8601: when the Teleport session ends; null: not known. */
    sessionEndsAt: string | null;
  } | null;
}

/** Sends whoever is not signed in to the sign-in page. */
export async function portalViewer(): Promise<PortalViewer> {
  const { name, admin, source, roles, sessionEndsAt } = await requireUser();
  if (source === "local") return { name, isAdmin: admin, person: null };
  return {
    name,
    isAdmin: admin,
    person: {
      userName: name,
      roles: roles.map((role) => role.name),
      unconfirmedRoles: roles.filter(({ confirmed }) => !confirmed).map((role) => role.name),
      sessionEndsAt,
    },
  };
}
