import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const lifetimeMs = 10 * 60 * 1000;
const stored = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), expiresAt: z.number() });

function tokenFile(dataDir: string): string {
  return join(dataDir, "sign-in-token.json");
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Makes a new sign-in token of 256 bits; the one before is void. Only its hash is stored. */
export function issueSignInToken(dataDir: string, now: Date): string {
  const token = randomBytes(32).toString("base64url");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = tokenFile(dataDir);
  const content = { sha256: sha256(token).toString("hex"), expiresAt: now.getTime() + lifetimeMs };
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return token;
}

/**
 * Takes the token: true once, within 10 minutes. The file is moved away before it is compared, so that two requests
 * with the same token can't both win; a wrong guess puts it back and thereby leaves the right one usable.
 */
export function takeSignInToken(dataDir: string, token: string, now: Date): boolean {
  const file = tokenFile(dataDir);
  const claimed = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(file, claimed);
  } catch {
    // No token is waiting: nothing was issued, or somebody else took it.
    return false;
  }
  const parsed = stored.safeParse(readJson(claimed));
  const matches = parsed.success && timingSafeEqual(Buffer.from(parsed.data.sha256, "hex"), sha256(token));
  if (parsed.success && !matches && parsed.data.expiresAt > now.getTime()) renameSync(claimed, file);
  else rmSync(claimed, { force: true });
  return matches && parsed.data.expiresAt > now.getTime();
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // A damaged file is no token.
    return null;
  }
}
