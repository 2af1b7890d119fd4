import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Cluster } from "../cluster.ts";
import { controlHandler } from "../faults/control.ts";
import type { RequestLog } from "../faults/request-log.ts";
import type { FaultPlan } from "../faults/rules.ts";
import { isBot } from "../grpc/session.ts";
import type { Authorities } from "../identity/authorities.ts";
import { appsOf } from "../launch/apps.ts";
import { launch, type LaunchTarget } from "../launch/launch.ts";
import { accessOf, type Person } from "../launch/subject.ts";
import type { OidcDocuments } from "../oidc/documents.ts";
import type { AppTokens } from "../oidc/app-tokens.ts";
import type { BrowserSessions } from "./browser-sessions.ts";
import { isOwnHost, readBody, sendJson } from "./http.ts";
import { ownPath } from "#lib/domain/text/own-path.ts";
import { redirect, sendPage, stylesheet, stylesheetPath, type Page } from "./page.ts";
import type { ServedApp } from "./served-app.ts";
import { homeBody, messageBody, refusalBody, signInBody } from "./pages.ts";

export interface PortalOptions {
  cluster: Cluster;
  authorities: Authorities;
  documents: OidcDocuments;
  tokens: AppTokens;
  sessions: BrowserSessions;
  /** The application that runs on this machine and is served by the cluster; null: there is none. */
  servedApp: ServedApp | null;
  plan: FaultPlan;
  log: RequestLog;
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? "");
  } catch {
    return "";
  }
}

/** Reads `/web/launch/:fqdn/:cluster?/:publicAddr?/:arn?`; null: another path. */
function launchTarget(pathname: string): LaunchTarget | null {
  const [, web, verb, fqdn, clusterName, publicAddress, ...arn] = pathname.split("/");
  if (web !== "web" || verb !== "launch" || !fqdn) return null;
  return {
    fqdn: decode(fqdn),
    clusterName: decode(clusterName),
    publicAddress: decode(publicAddress),
    roleArn: decode(arn.join("/")),
  };
}

function isSameOrigin(request: IncomingMessage): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host}`;
}

class Portal {
  readonly #options: PortalOptions;
  readonly #sessions: BrowserSessions;

  constructor(options: PortalOptions) {
    this.#options = options;
    this.#sessions = options.sessions;
  }

  /** Where a sign-in may lead on to: browsers hold its redirects against this list too. */
  get #formTargets(): readonly string[] {
    const { cluster, servedApp } = this.#options;
    const targets = [cluster.aws?.endpoint, servedApp?.url()];
    return targets.flatMap((target) => (target === undefined ? [] : [new URL(target).origin]));
  }

  #page(response: ServerResponse, page: Page): void {
    sendPage(response, page, this.#formTargets);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://portal.invalid");
    if (request.method === "POST") return this.#post(pathname, request, response);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD, POST" }).end();
      return undefined;
    }
    if (pathname === stylesheetPath) {
      response.writeHead(200, { "content-type": "text/css; charset=utf-8" }).end(stylesheet);
      return undefined;
    }
    const person = this.#sessions.person(request);
    const target = launchTarget(pathname);
    if (!person && (target || pathname === "/" || pathname === "/web")) {
      return this.#signInPage(response, request.url ?? "/");
    }
    const { servedApp } = this.#options;
    if (servedApp && target?.fqdn === servedApp.host) {
      return redirect(response, 302, servedApp.url() + (ownPath(searchParams.get("path") ?? "/") ?? "/"));
    }
    if (person && target) return this.#launch(response, person, target);
    if (person && (pathname === "/" || pathname === "/web")) return this.#home(response, person);
    const body = messageBody("Page not found", "There is nothing at this address.");
    return this.#page(response, {
      status: 404,
      title: "Not found",
      body,
      userName: person?.userName ?? null,
    });
  }

  async #post(pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isSameOrigin(request)) {
      response.writeHead(403, { "content-type": "text/plain" }).end("Sent from another site.");
      return;
    }
    if (pathname === "/web/sign-out") {
      response.setHeader("set-cookie", this.#sessions.signOut(request));
      return redirect(response, 303, "/");
    }
    if (pathname !== "/web/sign-in") {
      response.writeHead(404).end();
      return;
    }
    const form = new URLSearchParams(await readBody(request));
    const cookie = this.#sessions.signIn(form.get("user") ?? "");
    if (cookie === null) {
      const body = messageBody("You are not signed in", "This cluster has no such person.");
      return this.#page(response, { status: 403, title: "Not signed in", body, userName: null });
    }
    response.setHeader("set-cookie", cookie);
    return redirect(response, 303, ownPath(form.get("next") ?? "/") ?? "/");
  }

  #signInPage(response: ServerResponse, next: string): void {
    const rows = this.#options.cluster.store.view().list("user");
    const people = rows.map(({ row }) => row).filter((user) => !isBot(user));
    this.#page(response, { status: 200, title: "Sign in", body: signInBody(people, next), userName: null });
  }

  #home(response: ServerResponse, person: Person): void {
    const { cluster } = this.#options;
    const access = accessOf(cluster, person);
    const tiles = appsOf(cluster.store.view())
      .filter((app) => access.seesApp(app.labels))
      .map((app) => ({ app, arns: access.offeredArns(app.labels) }));
    const body = homeBody(cluster.name, tiles, this.#options.servedApp);
    this.#page(response, { status: 200, title: "Applications", body, userName: person.userName });
  }

  async #launch(response: ServerResponse, person: Person, target: LaunchTarget): Promise<void> {
    const result = await launch(this.#options.cluster, person, target);
    if (result.kind === "console") return redirect(response, 302, result.url);
    const body = refusalBody({ ...result, roleArn: target.roleArn });
    return this.#page(response, { status: 403, title: "Refused", body, userName: person.userName });
  }
}

/** The browser's side of the cluster: sign-in, applications, launches, and the issuer's documents in plain HTTP. */
export function createPortal(options: PortalOptions): RequestListener {
  const portal = new Portal(options);
  const control = controlHandler(options);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Public, and asked for under the issuer's own name: the sandbox's AWS fetches them here.
    const document = request.method === "GET" ? options.documents.paths.get(request.url ?? "") : undefined;
    if (document !== undefined) return sendJson(response, 200, document);
    if (!isOwnHost(request)) {
      response.writeHead(421, { "content-type": "text/plain" }).end("Not a name of this server.");
      return;
    }
    if ((request.url ?? "").startsWith("/_sandbox/")) return control(request, response);
    return portal.handle(request, response);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error("The sandbox's Teleport failed to answer.", error);
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end("The sandbox failed to answer.");
    });
  };
}
