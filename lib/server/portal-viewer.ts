import "server-only";
import { requireSession } from "./session.ts";

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
  const { user } = await requireSession();
  return { name: user, isAdmin: true, person: null };
}
