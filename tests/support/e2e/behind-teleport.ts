import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { z } from "zod";
import { beginSession, sessionCookieName } from "#lib/auth/sessions.ts";
import { startApp, type RunningApp } from "./running-app.ts";
import { signInToTeleport } from "./sandbox.ts";
import { keepSecret } from "./secrets/known.ts";

/** The app behind the sandbox's Teleport. */
export interface BehindTeleport extends RunningApp {
  /** Where the app itself listens: what Teleport's agent dials, and the audience of its assertions. */
  internalUrl: string;
  /** An assertion that Teleport signed, good but for what is asked to be wrong with it. */
  assertion(user: string, more?: TokenFlaws): Promise<string>;
  /** From now on Teleport signs with another key. */
  rotateKey(algorithm: "ES256" | "RS256"): Promise<void>;
  /** Replaces the user in the cluster. */
  putUser(user: {
    name: string;
    roles: readonly string[];
    labels?: Readonly<Record<string, string>>;
  }): Promise<void>;
  /** Puts a request for roles, approved unless said otherwise, as its reviewers leave it. */
  putRequest(request: { user: string; roles: readonly string[]; expires: Date }): Promise<void>;
  /** Locks a user or a role, as an administrator of the cluster does. */
  lock(target: { user: string } | { role: string }): Promise<() => Promise<void>>;
  /** Makes the cluster's calls of that method fail, until the result is called. */
  fault(method: string, fault: Readonly<Record<string, string>>): Promise<() => Promise<void>>;
  /** The cookie of a local session in this app's own data, which nobody can have by honest means. */
  localSession(): string;
  /** Asks the app as Teleport's agent does; the headers say as whom and from where. */
  ask(path: string, headers?: Record<string, string>, init?: RequestInit): Promise<Response>;
}

interface TokenFlaws {
  audience?: string;
  issuer?: string;
  ageSeconds?: number;
  /** Roles that were taken on at sign-in beside the user's own. */
  assumed?: readonly string[];
}

/** How requests of the app's own pages look. */
export const ownPage = { "Sec-Fetch-Site": "same-origin" } as const;
export const otherSite = { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" } as const;

export async function startBehindTeleport(extra: Record<string, string> = {}): Promise<BehindTeleport> {
  const app = await startApp({ AUTH: "teleport", SANDBOX_APP_PORT: "0", ...extra });
  const internalUrl = /reaches the app at (\S+)/.exec(app.output())?.[1] ?? "";
  const control = async (
    method: "POST" | "PUT" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<unknown> => {
    const response = await fetch(`${app.sandbox["TELEPORT_WEB_URL"]}/_sandbox/${path}`, {
      method,
      headers: { "x-sandbox": "1" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return await response.json();
  };
  return {
    ...app,
    internalUrl,
    async assertion(user, more = {}) {
      const answer = await control("POST", "app-token", { user, audience: internalUrl, ...more });
      const { token } = z.object({ token: z.string() }).parse(answer);
      keepSecret("an assertion", token);
      return token;
    },
    async rotateKey(algorithm) {
      await control("POST", "app-keys", { algorithm });
    },
    async putUser(user) {
      await control("PUT", "users", user);
    },
    async putRequest({ expires, ...request }) {
      await control("PUT", "access-requests", {
        name: randomUUID(),
        ...request,
        expires: expires.toISOString(),
      });
    },
    async lock(target) {
      const lock = { name: randomUUID(), ...target };
      await control("PUT", "locks", lock);
      return async () => {
        await control("DELETE", "locks", lock);
      };
    },
    async fault(method, fault) {
      await control("POST", "faults", { match: { method }, fault });
      return async () => {
        await control("DELETE", "faults");
      };
    },
    localSession: () => {
      const session = beginSession(app.dataDir, "local admin", new Date());
      keepSecret("a session", session);
      return `${sessionCookieName}=${session}`;
    },
    ask: (path, headers = {}, init = {}) =>
      fetch(internalUrl + path, { redirect: "manual", ...init, headers }),
  };
}

/** A browser of its own on which the user is signed in to Teleport. */
export async function openAs(browser: Browser, app: BehindTeleport, user: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInToTeleport(page, app, user);
  return page;
}
