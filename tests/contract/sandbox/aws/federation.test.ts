import { request } from "node:http";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import type { AwsSandbox } from "#lib/sandbox/aws/server.ts";
import {
  actAs,
  assume,
  clientsFor,
  clockAt,
  developmentAccessArn,
  keysOf,
  policy,
  startSandbox,
} from "./sandbox.ts";

type Keys = ReturnType<typeof keysOf>;

const sessionOf = (keys: Keys) =>
  JSON.stringify({
    sessionId: keys.accessKeyId,
    sessionKey: keys.secretAccessKey,
    sessionToken: keys.sessionToken,
  });

function signinToken(sandbox: AwsSandbox, keys: Keys, more: Record<string, string> = {}) {
  return fetch(`${sandbox.url}/federation?${signinQuery(keys, more)}`);
}

function signinTokenByPost(sandbox: AwsSandbox, keys: Keys) {
  return fetch(`${sandbox.url}/federation`, { method: "POST", body: signinQuery(keys) });
}

const signinQuery = (keys: Keys, more: Record<string, string> = {}) =>
  new URLSearchParams({ Action: "getSigninToken", Session: sessionOf(keys), ...more });

function login(sandbox: AwsSandbox, token: string, destination = `${sandbox.url}/console`) {
  const query = new URLSearchParams({
    Action: "login",
    Issuer: "https://teleport.acme.test",
    Destination: destination,
    SigninToken: token,
  });
  return fetch(`${sandbox.url}/federation?${query}`, { redirect: "manual" });
}

async function tokenFor(sandbox: AwsSandbox, keys: Keys, more: Record<string, string> = {}): Promise<string> {
  const response = await signinToken(sandbox, keys, more);
  expect(response.status).toBe(200);
  const { SigninToken: token } = (await response.json()) as { SigninToken: string };
  return token;
}

describe("federation", () => {
  it.each([
    ["GET", signinToken],
    ["POST", signinTokenByPost],
  ])("opens the console by %s, which names who is signed in", async (_, send) => {
    const sandbox = await startSandbox();
    const keys = await assume(clientsFor(sandbox).sts, developmentAccessArn, "anna@acme");
    const response = await send(sandbox, keys);
    const { SigninToken: token } = (await response.json()) as { SigninToken: string };
    const redirect = await login(sandbox, token);
    expect(redirect.status).toBe(302);
    expect(redirect.headers.get("set-cookie")).toBeNull();
    const console = await fetch(new URL(redirect.headers.get("location") ?? "", sandbox.url));
    const html = await console.text();
    for (const text of [
      "210987654321",
      "acme-development",
      "Signed in as aws-access-for-teleport",
      developmentAccessArn,
      "anna@acme",
      " UTC</time>",
    ]) {
      expect(html).toContain(text);
    }
    expect(html).not.toMatch(/<script|\ssrc=|@import|url\(/);
    expect(console.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(console.headers.get("x-frame-options")).toBe("DENY");
    expect(console.headers.get("referrer-policy")).toBe("no-referrer");
    expect(console.headers.get("cache-control")).toBe("no-store");
  });

  it("takes a sign-in token once, and for fifteen minutes", async () => {
    const clock = clockAt(new Date().toISOString());
    const sandbox = await startSandbox({ now: clock.now });
    const keys = await assume(clientsFor(sandbox).sts, developmentAccessArn);
    const used = await tokenFor(sandbox, keys);
    expect((await login(sandbox, used)).status).toBe(302);
    expect((await login(sandbox, used)).status).toBe(400);
    const late = await tokenFor(sandbox, keys);
    clock.advance(15 * 60_000);
    const refused = await login(sandbox, late);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("its 15 minutes are over");
  });

  it.each([
    "https://evil.test/console",
    "//evil.test/console",
    "http://127.0.0.1:1/console",
    "http://127.0.0.1.evil.test/console",
    "http://evil.test@127.0.0.1:1/console",
    "javascript:alert(1)",
    "/console",
    "",
    "http://evil.test:PORT/console",
    "http://127.0.0.1:PORT/federation",
    "https://127.0.0.1:PORT/console",
  ])("never sends anybody to %j", async (template) => {
    const sandbox = await startSandbox();
    const destination = template.replace("PORT", String(sandbox.port));
    const keys = await assume(clientsFor(sandbox).sts, developmentAccessArn);
    const refused = await login(sandbox, await tokenFor(sandbox, keys), destination);
    expect(refused.status).toBe(400);
    expect(refused.headers.get("location")).toBeNull();
  });

  it("refuses credentials that are not a session's own", async () => {
    const sandbox = await startSandbox();
    const keys = await assume(clientsFor(sandbox).sts, developmentAccessArn);
    const wrong: Keys[] = [
      { ...keys, secretAccessKey: "x" },
      { ...keys, sessionToken: "x" },
      { ...sandbox.credentials, sessionToken: "" },
    ];
    for (const bad of wrong) {
      const response = await signinToken(sandbox, bad);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("Invalid credentials parameter");
    }
  });

  it("takes a session duration from first-hand credentials, and none from chained ones", async () => {
    const sandbox = await startSandbox();
    const { sts } = clientsFor(sandbox);
    const first = await assume(sts, developmentAccessArn);
    await tokenFor(sandbox, first, { SessionDuration: "1800" });
    expect((await signinToken(sandbox, first, { SessionDuration: "899" })).status).toBe(400);
    const actor = await actAs(
      sandbox,
      "hop",
      policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }),
    );
    const chained = keysOf(
      (
        await actor.sts.send(
          new AssumeRoleCommand({ RoleArn: developmentAccessArn, RoleSessionName: "chained" }),
        )
      ).Credentials,
    );
    expect((await signinToken(sandbox, chained, { SessionDuration: "1800" })).status).toBe(400);
    await tokenFor(sandbox, chained);
  });

  it("ends the console session with the credentials", async () => {
    const clock = clockAt(new Date().toISOString());
    const sandbox = await startSandbox({ now: clock.now });
    const keys = await assume(clientsFor(sandbox).sts, developmentAccessArn);
    const redirect = await login(sandbox, await tokenFor(sandbox, keys));
    const page = new URL(redirect.headers.get("location") ?? "", sandbox.url);
    clock.advance(3600_000);
    const ended = await fetch(page);
    expect(ended.status).toBe(400);
    expect(await ended.text()).toContain("Not signed in");
  });

  it.each(["/console", "/federation", "/_sandbox/requests"])(
    "serves %s under loopback names only",
    async (path) => {
      const sandbox = await startSandbox();
      const status = await new Promise((resolve, reject) => {
        const sent = request(
          `${sandbox.url}${path}`,
          { headers: { host: "rebound.evil.test", "x-sandbox": "1" } },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        );
        sent.on("error", reject);
        sent.end();
      });
      expect(status).toBe(403);
    },
  );
});
