import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { assertionHeader } from "#lib/auth/assertion.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { identifyByAssertion, type Identified } from "./authority.ts";
import { behindTeleport } from "./config.ts";
import { sessionEnded } from "./refusals.ts";
import { currentSession } from "./session.ts";
import { signInPath } from "./wanted-path.ts";

/** Who is asking. In local mode whoever is signed in is an admin; behind Teleport there is no session but Teleport's. */
export async function identify(fresh: boolean): Promise<Identified> {
  if (behindTeleport()) return await identifyByAssertion((await headers()).get(assertionHeader), fresh);
  const session = await currentSession();
  if (!session) return { ok: false, problem: sessionEnded };
  const sessionEndsAt = session.expiresAt.toISOString();
  const viewer: Viewer = {
    name: session.user,
    source: "local",
    roles: [],
    traits: {},
    sessionEndsAt,
    admin: true,
  };
  return { ok: true, viewer, unconfirmed: null };
}

/** One page asks many times while it is made, and must not be told two things. */
const identifyOnce = cache(async () => await identify(false));

/** For pages and their queries: who is asking; sends everybody else to sign in. */
export async function requireUser(): Promise<Viewer> {
  const identified = await identifyOnce();
  if (identified.ok) return identified.viewer;
  return redirect(behindTeleport() ? "/not-allowed" : await signInPath());
}

/** For pages and their queries of admins: who is asking; everybody else is told that this is not for them. */
export async function requireAdmin(): Promise<Viewer> {
  const viewer = await requireUser();
  return viewer.admin ? viewer : redirect("/not-allowed");
}
