import "server-only";
import { cookies, headers } from "next/headers";
import {
  beginSession,
  endSession,
  findSession,
  sessionCookieName,
  sessionLifetimeMs,
  type Session,
} from "#lib/auth/sessions.ts";
import { behindTeleport, config } from "./config.ts";

/** The local session that the cookie names, or null. Behind Teleport there is none, whatever the cookies. */
export async function currentSession(): Promise<Session | null> {
  if (behindTeleport()) return null;
  const secret = (await cookies()).get(sessionCookieName)?.value;
  return findSession(config().DATA_DIR, secret, new Date());
}

export async function openSession(user: string): Promise<void> {
  const secret = beginSession(config().DATA_DIR, user, new Date());
  (await cookies()).set(sessionCookieName, secret, {
    httpOnly: true,
    sameSite: "strict",
    path: "/",
    maxAge: sessionLifetimeMs / 1000,
  });
}

export async function closeSession(): Promise<void> {
  const jar = await cookies();
  endSession(config().DATA_DIR, jar.get(sessionCookieName)?.value);
  jar.delete(sessionCookieName);
}

/** What the request says of where it comes from. */
export async function requestOrigin(method: string) {
  const incoming = await headers();
  return {
    method,
    host: incoming.get("host"),
    origin: incoming.get("origin"),
    secFetchSite: incoming.get("sec-fetch-site"),
    secFetchMode: incoming.get("sec-fetch-mode"),
    secFetchDest: incoming.get("sec-fetch-dest"),
  };
}
