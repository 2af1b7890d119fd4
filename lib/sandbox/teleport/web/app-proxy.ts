import {
  request as forward,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import type { Person } from "../launch/subject.ts";
import type { AppTokens } from "../oidc/app-tokens.ts";
import { cookieName, type BrowserSessions } from "./browser-sessions.ts";
import { isOwnHost } from "./http.ts";
import { redirect } from "./page.ts";
import type { ServedApp } from "./served-app.ts";

export interface AppProxyOptions {
  app: ServedApp;
  sessions: BrowserSessions;
  tokens: AppTokens;
  /** Base URL of the pages on which people sign in. */
  portalUrl(): string;
}

/** Of one connection only (RFC 9110, 7.6.1). */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];
const assertionHeader = "teleport-jwt-assertion";

/** The browser's cookies without the cluster's own, which no application gets to see. */
function foreignCookies(cookies: string): string {
  const others = cookies.split(";").filter((pair) => !pair.trim().startsWith(`${cookieName}=`));
  return others.join(";").trim();
}

function requestHeaders({ headers, socket }: IncomingMessage, app: ServedApp, assertion: string) {
  const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)));
  return {
    ...passed,
    cookie: foreignCookies(headers.cookie ?? ""),
    host: new URL(app.target).host,
    [assertionHeader]: assertion,
    "x-forwarded-for": socket.remoteAddress ?? "",
    "x-forwarded-host": new URL(app.url()).host,
    "x-forwarded-proto": new URL(app.url()).protocol.replace(":", ""),
  };
}

function responseHeaders({ headers }: IncomingMessage) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)));
}

function pass(
  { app, tokens }: AppProxyOptions,
  person: Person,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { hostname, port } = new URL(app.target);
  const send = (assertion: string): void => {
    const outgoing = forward({
      hostname,
      port: port === "" ? 80 : Number(port),
      path: request.url,
      method: request.method,
      headers: requestHeaders(request, app, assertion),
      agent: false,
    });
    outgoing.on("response", (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, responseHeaders(incoming));
      // Streams tell of each event as it comes: the head must not wait for the first one.
      response.flushHeaders();
      incoming.pipe(response);
      incoming.on("error", () => response.destroy());
    });
    outgoing.on("error", () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { "content-type": "text/plain" }).end("The application does not answer.");
    });
    response.on("close", () => outgoing.destroy());
    request.pipe(outgoing);
  };
  tokens.mint(person, app.target).then(send, (error: unknown) => response.destroy(error as Error));
}

/**
 * Serves an application as Teleport's proxy and its agent do together: to who is signed in only, with a fresh assertion
 * on every request, those from other sites too, and with whatever the browser claims in its place thrown away.
 */
export function createAppProxy(options: AppProxyOptions): RequestListener {
  return (request, response) => {
    if (!isOwnHost(request)) {
      response.writeHead(421, { "content-type": "text/plain" }).end("Not a name of this server.");
      return;
    }
    const { pathname, search } = new URL(request.url ?? "/", "http://app.invalid");
    if (pathname === "/teleport-logout") {
      response.setHeader("set-cookie", options.sessions.signOut(request));
      redirect(response, 302, `${options.portalUrl()}/`);
      return;
    }
    const person = options.sessions.person(request);
    if (person) {
      pass(options, person, request, response);
      return;
    }
    const path = encodeURIComponent(pathname + search);
    redirect(response, 302, `${options.portalUrl()}/web/launch/${options.app.host}?path=${path}`);
  };
}
