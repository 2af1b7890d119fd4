import type { View } from "../store/store.ts";
import type { Reply } from "../http/reply.ts";
import { isLoopbackHost } from "../http/loopback.ts";
import { consolePage, consoleRefusal, pageHeaders } from "./console-page.ts";
import { FederationError, type Federation } from "./federation.ts";

interface ConsoleRequest {
  readonly path: string;
  readonly params: URLSearchParams;
  readonly host: string;
}

/** `/federation` and `/console`, or null when the path is another one. */
export function consoleReply(
  federation: Federation,
  view: View,
  request: ConsoleRequest,
  nowMs: number,
): Reply | null {
  try {
    if (request.path === "/federation") return federationReply(federation, view, request, nowMs);
    if (request.path !== "/console") return null;
    const session = federation.session(request.params.get("session") ?? "", nowMs);
    if (session) return { status: 200, headers: pageHeaders, body: consolePage(session) };
    throw new FederationError("This console session is unknown or has ended.");
  } catch (error) {
    if (!(error instanceof FederationError)) throw error;
    return { status: 400, headers: pageHeaders, body: consoleRefusal(error.message) };
  }
}

function federationReply(federation: Federation, view: View, request: ConsoleRequest, nowMs: number): Reply {
  const { params } = request;
  switch (params.get("Action")) {
    case "getSigninToken": {
      const token = federation.signinToken(view, params, nowMs);
      const headers = { ...pageHeaders, "content-type": "application/json" };
      return { status: 200, headers, body: JSON.stringify({ SigninToken: token }) };
    }
    case "login": {
      const id = federation.login(params, (url) => isConsoleUrl(url, request.host), nowMs);
      return { status: 302, headers: { ...pageHeaders, location: `/console?session=${id}` }, body: "" };
    }
    default:
      throw new FederationError("Action must be getSigninToken or login.");
  }
}

/** Only pages of this very console: anything else would make the endpoint an open redirect. */
function isConsoleUrl(text: string, host: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url?.protocol === "http:" &&
    isLoopbackHost(url.host) &&
    url.port === new URL(`http://${host}`).port &&
    /^\/console(\/|$)/.test(url.pathname)
  );
}
