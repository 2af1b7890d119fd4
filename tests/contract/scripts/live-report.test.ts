import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { bot } from "#lib/sandbox/seed/company.ts";
import { startSandbox } from "#lib/sandbox/run/sandbox.ts";
import type { Sandbox } from "#lib/sandbox/run/sandbox.ts";
import { printLiveReport } from "../../../scripts/support/live-report.ts";
import { stubAwsEnvironment } from "../aws/sandbox-account.ts";
import { pingDocument, startFakeProxy } from "../teleport/fake-proxy.ts";

/* What the start of a live set-up prints: what happened, why, and what to do. */

let sandbox: Sandbox;
let dir: string;
const opened: { close(): unknown }[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ awsPort: 0, teleportPort: 0, webPort: 0, dir: null, roles: 0 });
  dir = mkdtempSync(join(tmpdir(), "report-"));
});
beforeEach(() => {
  stubAwsEnvironment(
    Object.fromEntries(Object.entries(sandbox.env).filter(([name]) => name.startsWith("AWS_"))),
  );
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const one of opened.splice(0)) await one.close();
});
afterAll(async () => {
  rmSync(dir, { recursive: true });
  await sandbox.close();
});

async function report(variables: Record<string, string> = {}): Promise<string[]> {
  const lines: string[] = [];
  await printLiveReport(
    { ...sandbox.env, ...variables },
    { print: (line) => lines.push(line), connectTimeoutMs: 300 },
  );
  return lines;
}

async function control(method: string, path: string, body: unknown): Promise<string> {
  const response = await fetch(`${sandbox.teleport.webUrl}/_sandbox/${path}`, {
    method,
    headers: { "x-sandbox": "1" },
    body: JSON.stringify(body),
  });
  return response.text();
}

async function identityOf(user: string, ttlSeconds = 3600): Promise<{ TELEPORT_IDENTITY_FILE: string }> {
  const path = join(dir, `identity-${user}-${ttlSeconds}`);
  writeFileSync(path, await control("POST", "identity", { user, ttlSeconds }));
  return { TELEPORT_IDENTITY_FILE: path };
}

/** From now on the app's credentials are those of a role with these statements. */
async function workAs(RoleName: string, Statement: readonly object[]): Promise<void> {
  const { credentials, url: endpoint } = sandbox.aws;
  const options = { endpoint, region: "us-east-1", credentials: { ...credentials } };
  const [iam, sts] = [new IAMClient(options), new STSClient(options)];
  const document = (...statements: readonly object[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  const trust = { Effect: "Allow", Principal: { AWS: Arn }, Action: "sts:AssumeRole" };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }),
  );
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: document(...Statement) }),
  );
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "app" }),
  );
  opened.push({ close: () => [iam, sts].forEach((client) => client.destroy()) });
  vi.stubEnv("AWS_ACCESS_KEY_ID", Credentials?.AccessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", Credentials?.SecretAccessKey);
  vi.stubEnv("AWS_SESSION_TOKEN", Credentials?.SessionToken);
}

/** Takes connections and says nothing. */
async function silent(): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push({
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function proxyThatSays(ping: string, certificateName: string): Promise<Record<string, string>> {
  const proxy = await startFakeProxy({
    certificateName,
    alpn: "none",
    answer: (_request, response) => void response.end(ping),
  });
  opened.push(proxy);
  return { TELEPORT_PROXY: proxy.address, TELEPORT_CA_FILE: proxy.caFile };
}

test("where all is well it names cluster, version, bot, expiry and account", async () => {
  expect(await report()).toEqual([
    "Cluster   teleport.acme.test, Teleport 18.2.0",
    expect.stringMatching(/^Identity  bot-aws-access \(a bot\), valid until 2.+Z$/),
    expect.stringMatching(/^AWS       account 123456789012, arn:aws:/),
  ]);
});

test("an unreachable cluster is told once, with the address and what to check; the account is read all the same", async () => {
  const free = await silent();
  await opened.pop()?.close();
  const [cluster, ...rest] = await report({ TELEPORT_PROXY: free });
  expect(cluster).toBe(
    `Cluster   The app cannot reach the Teleport cluster at ${free}. Nothing listens there. Check TELEPORT_PROXY, the network, and that the cluster runs; then try again.`,
  );
  expect(rest).toEqual([expect.stringMatching(/^AWS       account/)]);
});

test("a cluster that does not answer is given up in the time of one connection", async () => {
  const startedAtMs = performance.now();
  const [cluster] = await report({ TELEPORT_PROXY: await silent() });
  expect(cluster).toContain("No answer came in time.");
  expect(performance.now() - startedAtMs).toBeLessThan(3_000);
});

test("a proxy with a certificate of an unknown authority is told", async () => {
  const { TELEPORT_PROXY = "" } = await proxyThatSays(
    pingDocument("teleport.acme.test"),
    "teleport.acme.test",
  );
  expect((await report({ TELEPORT_PROXY }))[0]).toMatch(
    /^Cluster {3}The certificate of the Teleport proxy at .+ is not trusted\. None of the authorities in TELEPORT_CA_FILE stands behind it\. .+ set TELEPORT_CA_FILE/,
  );
});

test("a proxy of another cluster than the identity's is told", async () => {
  const elsewhere = await proxyThatSays(pingDocument("other.acme.test"), "other.acme.test");
  expect((await report(elsewhere))[0]).toBe(
    "Cluster   The identity file belongs to the cluster “teleport.acme.test”, but “other.acme.test” answers. TELEPORT_PROXY and TELEPORT_IDENTITY_FILE name different clusters. Correct one of the two and start the app again.",
  );
});

test("a cluster that is too old is told", async () => {
  const old = pingDocument("teleport.acme.test", undefined, { serverVersion: "15.4.2" });
  expect(await report(await proxyThatSays(old, "teleport.acme.test"))).toContain(
    "Notice    The cluster runs Teleport 15.4.2. AWS access through an integration exists since Teleport 16. Upgrade the cluster to Teleport 16 or newer; 17 and newer can also test an integration.",
  );
});

test("a proxy without TLS routing is told", async () => {
  const off = pingDocument("teleport.acme.test", undefined, { tlsRouting: false });
  expect((await report(await proxyThatSays(off, "teleport.acme.test")))[1]).toMatch(
    /^Identity {2}The proxy at .+ has TLS routing switched off\..+Set TELEPORT_AUTH_ADDRESS/,
  );
});

test("a person's identity is told that the cluster will ask it for a second factor", async () => {
  expect((await report(await identityOf("admin@acme"))).slice(1, 3)).toEqual([
    expect.stringMatching(/^Identity  admin@acme \(a person\), valid until/),
    expect.stringMatching(/^Notice    .+admin@acme.+The cluster will ask it for a second factor.+Machine ID/),
  ]);
});

test("an identity that sees no apps is told", async () => {
  await control("PUT", "roles", {
    version: "v7",
    metadata: { name: bot.roleName },
    spec: {
      allow: {
        app_labels: { no: "such" },
        rules: [{ resources: ["app_server", "integration", "role", "user"], verbs: "*" }],
      },
    },
  });
  expect(await report()).toContainEqual(
    expect.stringMatching(/^Notice {4}bot-aws-access sees no apps of the cluster\. .+ app_labels/),
  );
});

test("a Teleport verb and an AWS action that miss are named before anything needs them", async () => {
  await control("PUT", "roles", {
    version: "v7",
    metadata: { name: bot.roleName },
    spec: {
      allow: {
        app_labels: { "*": "*" },
        rules: [
          { resources: ["access_request", "app_server", "integration", "lock", "role"], verbs: "*" },
          { resources: "user", verbs: ["list", "read"] },
        ],
      },
    },
  });
  await workAs("untagging", [
    { Effect: "Allow", Action: "iam:*", Resource: "*" },
    { Effect: "Deny", Action: "iam:TagOpenIDConnectProvider", Resource: "*" },
  ]);
  const lines = await report();
  expect(lines).toContainEqual(expect.stringMatching(/^Notice {4}.+Missing: update on user\. .+\/new/));
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^Notice {4}.+Missing: iam:TagOpenIDConnectProvider on arn:aws:iam::\d+:oidc-provider/,
    ),
  );
});

test("an expired identity is told with the time, and nothing is asked in its name", async () => {
  const lines = await report(await identityOf(bot.userName, -60));
  expect(lines[0]).toMatch(/^Identity {2}The Teleport identity of bot-aws-access expired at 2.+Restart tbot/);
  expect(lines.slice(1).map((line) => line.split(" ", 1)[0])).toEqual(["Cluster", "AWS"]);
});

test("an identity that nothing renews any more is told, with its end", async () => {
  const identity = await identityOf(bot.userName);
  const writtenAt = new Date(Date.now() - 50 * 60_000);
  utimesSync(identity.TELEPORT_IDENTITY_FILE, writtenAt, writtenAt);
  expect((await report(identity))[0]).toMatch(/^Identity {2}.+is not renewed any more, and ends at 2.+tbot/);
});

test("a missing and a half-written identity file are told", async () => {
  const path = join(dir, "none");
  expect((await report({ TELEPORT_IDENTITY_FILE: path }))[0]).toContain(
    `There is no readable file at ${path}.`,
  );
  writeFileSync(path, readFileSync(sandbox.teleport.identityFile, "utf8").slice(0, 200));
  expect((await report({ TELEPORT_IDENTITY_FILE: path }))[0]).toMatch(
    /^Identity {2}The Teleport identity file can't be used\. .+half-written/,
  );
});
