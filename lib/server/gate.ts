import "server-only";
import { assertionHeader } from "#lib/auth/assertion.ts";
import { isForAdmins } from "#lib/auth/places.ts";
import { findSession, sessionCookieName } from "#lib/auth/sessions.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { adminProblem, identifyByAssertion } from "./authority.ts";
import { behindTeleport, config } from "./config.ts";
import { sessionEnded } from "./refusals.ts";

interface GatedRequest {
  pathname: string;
  /** Calls a server action. */
  isAction: boolean;
  headers: Headers;
  cookie(name: string): string | undefined;
}

/**
 * Why the request gets to nothing at all, or null. Behind Teleport nothing is answered without an assertion, assets
 * included, and admins' places to admins only. Pages and actions ask again by themselves: this gives the answer its
 * status.
 */
export async function accessProblem(request: GatedRequest): Promise<Problem | null> {
  if (!behindTeleport()) return request.isAction ? sessionProblem(request) : null;
  const token = request.headers.get(assertionHeader);
  const identified = await identifyByAssertion(token, false);
  if (!identified.ok) return identified.problem;
  if (!isForAdmins(request.pathname)) return null;
  const problem = adminProblem(identified);
  // Who has just become an admin is not held to what was known half a minute ago.
  return problem && request.isAction ? adminProblem(await identifyByAssertion(token, true)) : problem;
}

/** Pages lead to the sign-in by themselves; there nobody is signed in yet. */
function sessionProblem({ pathname, cookie }: GatedRequest): Problem | null {
  if (pathname === "/sign-in") return null;
  return findSession(config().DATA_DIR, cookie(sessionCookieName), new Date()) ? null : sessionEnded;
}
