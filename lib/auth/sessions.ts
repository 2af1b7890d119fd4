import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export const sessionCookieName = "aws-access-session";
export const sessionLifetimeMs = 12 * 60 * 60 * 1000;

const stored = z.object({ user: z.string(), expiresAt: z.number() });

/** Who is signed in. */
export interface Session {
  user: string;
  expiresAt: Date;
}

function folder(dataDir: string): string {
  return join(dataDir, "sessions");
}

/** The file is named by the hash: who reads the folder can't use what is in it. */
function fileOf(dataDir: string, secret: string): string {
  return join(folder(dataDir), `${createHash("sha256").update(secret).digest("hex")}.json`);
}

/** Begins a session of 12 hours; the result is the cookie's value. */
export function beginSession(dataDir: string, user: string, now: Date): string {
  mkdirSync(folder(dataDir), { recursive: true, mode: 0o700 });
  dropExpired(dataDir, now);
  const secret = randomBytes(32).toString("base64url");
  const content = { user, expiresAt: now.getTime() + sessionLifetimeMs };
  writeFileSync(fileOf(dataDir, secret), JSON.stringify(content), { mode: 0o600 });
  return secret;
}

export function findSession(dataDir: string, secret: string | undefined, now: Date): Session | null {
  if (!secret) return null;
  const content = readStored(fileOf(dataDir, secret));
  if (!content || content.expiresAt <= now.getTime()) return null;
  return { user: content.user, expiresAt: new Date(content.expiresAt) };
}

export function endSession(dataDir: string, secret: string | undefined): void {
  if (secret) rmSync(fileOf(dataDir, secret), { force: true });
}

function readStored(path: string): z.infer<typeof stored> | null {
  try {
    const parsed = stored.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    // No such session, or a damaged file: either way nobody is signed in by it.
    return null;
  }
}

function dropExpired(dataDir: string, now: Date): void {
  for (const name of readdirSync(folder(dataDir))) {
    const path = join(folder(dataDir), name);
    const content = readStored(path);
    if (!content || content.expiresAt <= now.getTime()) rmSync(path, { force: true });
  }
}
