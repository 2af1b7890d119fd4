import "server-only";
import { assertionHeader } from "#lib/auth/assertion.ts";
import { isForAdmins } from "#lib/auth/places.ts";
import { identifyByAssertion } from "./authority.ts";
import { behindTeleport } from "./config.ts";

/** What stands before a request gets to anything: `page` is what to show instead. */
export type GateVerdict =
  | { kind: "pass" }
  | { kind: "stop"; status: 401 | 503; why: string }
  | { kind: "page"; status: 403 | 503; path: "/not-allowed" };

/**
 * Behind Teleport nothing at all is answered without an assertion, assets included, and admins' places to admins only.
 * Server actions are let through to their wrapper, which refuses in words that the page can show.
 */
export async function judgeAccess(request: { pathname: string; headers: Headers }): Promise<GateVerdict> {
  if (!behindTeleport()) return { kind: "pass" };
  const identified = await identifyByAssertion(request.headers.get(assertionHeader), false);
  if (!identified.ok) {
    const { code, what, remedy } = identified.problem;
    return { kind: "stop", status: code === "not-signed-in" ? 401 : 503, why: `${what} ${remedy}` };
  }
  if (request.headers.has("next-action")) return { kind: "pass" };
  const { viewer, unconfirmed } = identified;
  if (viewer.admin || (!isForAdmins(request.pathname) && request.pathname !== "/not-allowed"))
    return { kind: "pass" };
  return { kind: "page", status: unconfirmed ? 503 : 403, path: "/not-allowed" };
}
