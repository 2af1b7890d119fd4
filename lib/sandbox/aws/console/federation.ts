import { randomBytes } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../api/aws-error.ts";
import { sessionFromParts } from "../auth/authenticate.ts";
import { accountKey } from "../store/keys.ts";
import type { View } from "../store/store.ts";
import type { ConsoleSession } from "./console-page.ts";

/** What the federation endpoint refuses, in the words of its answer. */
export class FederationError extends Error {}

const signinTokenMs = 15 * 60_000;
const sessionShape = z.object({ sessionId: z.string(), sessionKey: z.string(), sessionToken: z.string() });

interface Pending {
  readonly session: ConsoleSession;
  readonly expiresAtMs: number;
}

/** Sign-in tokens and console sessions. They live in memory: a restart ends them, as short-lived as they are. */
export class Federation {
  readonly #pending = new Map<string, Pending>();
  readonly #sessions = new Map<string, ConsoleSession>();

  signinToken(view: View, query: URLSearchParams, nowMs: number): string {
    const parts = readSession(query);
    const found = find(view, parts, nowMs);
    const expiresAtMs = consoleExpiry(query, found.session, nowMs);
    const role = view.byId(found.session.roleId);
    const account = view.get("account", accountKey(found.session.accountId));
    const token = randomBytes(48).toString("base64url");
    this.#forget(nowMs);
    this.#pending.set(token, {
      expiresAtMs: nowMs + signinTokenMs,
      session: {
        accountId: found.session.accountId,
        accountAlias: account?.alias ?? null,
        roleName: role?.name ?? "",
        roleArn: found.caller.principalArn,
        sessionName: found.session.sessionName,
        expiresAtMs,
      },
    });
    return token;
  }

  /** Trades a sign-in token, once, for the id of a console session. */
  login(query: URLSearchParams, isConsoleUrl: (url: string) => boolean, nowMs: number): string {
    if (!isConsoleUrl(query.get("Destination") ?? "")) {
      throw new FederationError("The destination is not an address of this console.");
    }
    const token = query.get("SigninToken") ?? "";
    const pending = this.#pending.get(token);
    this.#pending.delete(token);
    if (!pending || pending.expiresAtMs <= nowMs) {
      throw new FederationError("This sign-in link was used before, or its 15 minutes are over.");
    }
    const id = randomBytes(32).toString("base64url");
    this.#sessions.set(id, pending.session);
    return id;
  }

  session(id: string, nowMs: number): ConsoleSession | null {
    const session = this.#sessions.get(id);
    return session && session.expiresAtMs > nowMs ? session : null;
  }

  #forget(nowMs: number): void {
    for (const [token, pending] of this.#pending) {
      if (pending.expiresAtMs <= nowMs) this.#pending.delete(token);
    }
    for (const [id, session] of this.#sessions) {
      if (session.expiresAtMs <= nowMs) this.#sessions.delete(id);
    }
  }
}

function readSession(query: URLSearchParams) {
  try {
    return sessionShape.parse(JSON.parse(query.get("Session") ?? ""));
  } catch (error) {
    throw new FederationError("Invalid credentials parameter", { cause: error });
  }
}

function find(view: View, parts: z.infer<typeof sessionShape>, nowMs: number) {
  try {
    return sessionFromParts(view, parts, nowMs);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new FederationError("Invalid credentials parameter", { cause: error });
  }
}

/** Without a duration the console lasts as long as the credentials; chained ones may not bring one. */
function consoleExpiry(
  query: URLSearchParams,
  session: { chained: boolean; expiresAtMs: number },
  nowMs: number,
): number {
  const given = query.get("SessionDuration");
  if (given === null) return session.expiresAtMs;
  const seconds = Number(given);
  if (session.chained || !Number.isInteger(seconds) || seconds < 900 || seconds > 43_200) {
    throw new FederationError("Invalid credentials parameter");
  }
  return nowMs + seconds * 1000;
}
