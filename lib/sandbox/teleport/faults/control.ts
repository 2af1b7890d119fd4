import type { IncomingMessage, ServerResponse } from "node:http";
import { z, ZodError } from "zod";
import { launchRow } from "../audit/audit-log.ts";
import type { Cluster } from "../cluster.ts";
import type { Authorities } from "../identity/authorities.ts";
import type { AppTokens } from "../oidc/app-tokens.ts";
import { personOf } from "../web/browser-sessions.ts";
import { issueIdentity } from "../identity/issue.ts";
import { readBody, sendApiError, sendJson } from "../web/http.ts";
import { rowReaders } from "./resource-json.ts";
import type { RequestLog } from "./request-log.ts";
import { faultRule, type FaultPlan } from "./rules.ts";

export interface ControlOptions {
  cluster: Cluster;
  authorities: Authorities;
  tokens: AppTokens;
  plan: FaultPlan;
  log: RequestLog;
}

/** One rule or a list of them. */
const rules = z.preprocess((body) => [body].flat(), z.array(faultRule));
const keyRequest = z.object({ algorithm: z.enum(["ES256", "RS256"]).default("ES256") });
/** A token that is good but for what is asked to be wrong with it. */
const tokenRequest = z.object({
  user: z.string(),
  audience: z.string(),
  issuer: z.string().optional(),
  ageSeconds: z.number().int().default(0),
  ttlSeconds: z.number().int().default(3600),
  /** Roles that were taken on at sign-in, beside those of the user: by a request, or an access list. */
  assumed: z.array(z.string()).default([]),
});
const identityRequest = z.object({ user: z.string(), ttlSeconds: z.number().int().default(3600) });

/** App sessions as they were begun. */
const launches = z.array(
  z.object({ user: z.string(), app: z.string().optional(), role: z.string(), at: z.iso.datetime() }),
);

type Handler = (body: () => Promise<unknown>, response: ServerResponse) => Promise<void> | void;

function routesOf({ cluster, authorities, tokens, plan, log }: ControlOptions): ReadonlyMap<string, Handler> {
  const routes = new Map<string, Handler>([
    [
      "GET /_sandbox/faults",
      (_body, response) =>
        sendJson(response, 200, { rules: plan.rules, applied: plan.applied, held: plan.held }),
    ],
    [
      "POST /_sandbox/faults",
      async (body, response) => {
        plan.add(rules.parse(await body()));
        sendJson(response, 200, { rules: plan.rules });
      },
    ],
    [
      "DELETE /_sandbox/faults",
      (_body, response) => {
        plan.clear();
        // As in the AWS half: without faults nothing is late any more, and later ones show no older writes.
        cluster.store.forgetHistory();
        sendJson(response, 200, {});
      },
    ],
    [
      "POST /_sandbox/release",
      (_body, response) => {
        plan.release();
        sendJson(response, 200, {});
      },
    ],
    ["GET /_sandbox/requests", (_body, response) => sendJson(response, 200, log.summary)],
    [
      "DELETE /_sandbox/requests",
      (_body, response) => {
        log.clear();
        sendJson(response, 200, {});
      },
    ],
    [
      "POST /_sandbox/identity",
      async (body, response) => {
        const { user, ttlSeconds } = identityRequest.parse(await body());
        const text = await issueIdentity({ cluster, authorities }, user, ttlSeconds * 1000);
        response.writeHead(200, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
        response.end(text);
      },
    ],
  ]);
  routes.set("POST /_sandbox/app-keys", async (body, response) => {
    await tokens.rotate(keyRequest.parse(await body()).algorithm);
    sendJson(response, 200, { keys: tokens.publicKeys });
  });
  routes.set("POST /_sandbox/app-token", async (body, response) => {
    const { user, audience, issuer, ageSeconds, ttlSeconds, assumed } = tokenRequest.parse(await body());
    const row = cluster.store.view().get("user", user);
    if (!row) return sendApiError(response, 404, `user ${user} is not found`);
    const signedInAtMs = cluster.now().getTime() - ageSeconds * 1000;
    const person = personOf(row, signedInAtMs, ttlSeconds * 1000);
    const roleNames = [...person.roleNames, ...assumed];
    const token = await tokens.mint({ ...person, roleNames }, audience, issuer);
    return sendJson(response, 200, { token });
  });
  routes.set("PUT /_sandbox/events", async (body, response) => {
    const rows = launches.parse(await body()).map((launch) => launchRow(cluster.name, launch));
    cluster.store.putAll(rows);
    sendJson(response, 200, {});
  });
  // As a log whose retention is over.
  routes.set("DELETE /_sandbox/events", (_body, response) => {
    for (const { key } of cluster.store.view().list("event")) cluster.store.delete("event", key);
    sendJson(response, 200, {});
  });
  // Another writer beside the app: rows are put and taken without any of the cluster's checks.
  for (const [collection, read] of Object.entries(rowReaders)) {
    routes.set(`PUT /_sandbox/${collection}`, async (body, response) => {
      cluster.store.putAll([read(await body())]);
      sendJson(response, 200, {});
    });
    routes.set(`DELETE /_sandbox/${collection}`, async (body, response) => {
      const row = read(await body());
      sendJson(response, cluster.store.delete(row.table, row.key) ? 200 : 404, {});
    });
  }
  return routes;
}

/** The switches for tests; the header is one that no web page can send to another site unasked. */
export function controlHandler(
  options: ControlOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const routes = routesOf(options);
  return async (request, response) => {
    if (request.headers["x-sandbox"] !== "1" || request.headers.origin !== undefined) {
      return sendApiError(response, 403, "the header x-sandbox: 1 is missing");
    }
    const { pathname } = new URL(request.url ?? "/", "http://control.invalid");
    const handler = routes.get(`${request.method} ${pathname}`);
    if (!handler) return sendApiError(response, 404, "no such switch");
    try {
      await handler(async () => JSON.parse(await readBody(request)) as unknown, response);
    } catch (error) {
      if (error instanceof ZodError) return sendApiError(response, 400, z.prettifyError(error));
      if (error instanceof SyntaxError) return sendApiError(response, 400, error.message);
      throw error;
    }
    return undefined;
  };
}
