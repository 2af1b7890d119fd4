import "server-only";
import { assertionHeader } from "#lib/auth/assertion.ts";
import { isForAdmins } from "#lib/auth/places.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { adminProblem, identifyByAssertion } from "./authority.ts";
import { behindTeleport } from "./config.ts";

/**
 * Why the request gets to nothing at all, or null. Behind Teleport nothing is answered without an assertion, assets
 * included, and admins' places to admins only. Server actions pass on to their wrapper, which refuses in words that the
 * page can show.
 */
export async function accessProblem(request: {
  pathname: string;
  headers: Headers;
}): Promise<Problem | null> {
  if (!behindTeleport()) return null;
  const identified = await identifyByAssertion(request.headers.get(assertionHeader), false);
  if (!identified.ok) return identified.problem;
  if (!isForAdmins(request.pathname) || request.headers.has("next-action")) return null;
  return adminProblem(identified);
}
