import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { issueSignInToken, takeSignInToken } from "#lib/auth/sign-in-token.ts";
import { beginSession, endSession, findSession } from "#lib/auth/sessions.ts";

const start = new Date("2026-01-01T10:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "sign-in-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe("sign-in token", () => {
  it("has 256 bits and works once", () => {
    const token = issueSignInToken(dataDir, start);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(takeSignInToken(dataDir, token, after(1))).toBe(true);
    expect(takeSignInToken(dataDir, token, after(1))).toBe(false);
  });

  it("ends after 10 minutes", () => {
    const token = issueSignInToken(dataDir, start);
    expect(takeSignInToken(dataDir, token, after(10))).toBe(false);
  });

  it("is void as soon as a new one is made", () => {
    const first = issueSignInToken(dataDir, start);
    issueSignInToken(dataDir, start);
    expect(takeSignInToken(dataDir, first, after(1))).toBe(false);
  });

  it("survives a wrong guess", () => {
    const token = issueSignInToken(dataDir, start);
    expect(takeSignInToken(dataDir, "wrong", after(1))).toBe(false);
    expect(takeSignInToken(dataDir, token, after(1))).toBe(true);
  });

  it("is stored as a hash, in a file that only its owner reads", () => {
    const token = issueSignInToken(dataDir, start);
    const [name] = readdirSync(dataDir);
    const file = join(dataDir, name ?? "");
    expect(readFileSync(file, "utf8")).not.toContain(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe("session", () => {
  it("is found by its secret for 12 hours", () => {
    const secret = beginSession(dataDir, "local admin", start);
    expect(findSession(dataDir, secret, after(12 * 60 - 1))?.user).toBe("local admin");
    expect(findSession(dataDir, secret, after(12 * 60))).toBeNull();
  });

  it("is over after signing out", () => {
    const secret = beginSession(dataDir, "local admin", start);
    endSession(dataDir, secret);
    expect(findSession(dataDir, secret, after(1))).toBeNull();
  });

  it.each([undefined, "", "guess", "../../etc/passwd"])("is not found by %j", (secret) => {
    beginSession(dataDir, "local admin", start);
    expect(findSession(dataDir, secret, after(1))).toBeNull();
  });

  it("leaves nothing on disk by which one could sign in", () => {
    const secret = beginSession(dataDir, "local admin", start);
    const [name] = readdirSync(join(dataDir, "sessions"));
    expect(name).not.toContain(secret);
    expect(readFileSync(join(dataDir, "sessions", name ?? ""), "utf8")).not.toContain(secret);
  });
});
