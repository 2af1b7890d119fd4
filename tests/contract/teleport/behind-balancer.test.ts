import { randomBytes } from "node:crypto";
import { writeFileSync, copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";
import { startBalancer } from "../../support/teleport/balancer.ts";
import type { Balancer, BalancerOptions } from "../../support/teleport/balancer.ts";
import { openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;
const opened: Balancer[] = [];

beforeAll(async () => {
  cluster = await openSandboxCluster();
});
beforeEach(() => cluster.reset());
afterEach(async () => {
  for (const balancer of opened.splice(0)) await balancer.close();
});
afterAll(() => cluster.close());

async function behind(options: BalancerOptions = {}, more: Parameters<SandboxCluster["open"]>[0] = {}) {
  const balancer = await startBalancer(cluster.sandbox, options);
  opened.push(balancer);
  const teleport = cluster.open({ proxyAddress: balancer.address, caFile: balancer.caFile, ...more });
  return { balancer, teleport };
}

describe.each(["none", "http/1.1"] as const)(
  "behind a balancer that ends TLS and chooses ALPN %s",
  (alpn) => {
    test("reads and writes go through one WebSocket to the proxy", async () => {
      const { balancer, teleport } = await behind({ alpn });
      expect((await teleport.identity()).userName).toBe("bot-aws-access");
      expect((await teleport.listRoles()).length).toBeGreaterThan(5);
      const name = `tunnelled-${alpn.replace(/\W/g, "")}`;
      await teleport.createIntegration({ name, roleArn: "arn:aws:iam::123456789012:role/x" });
      expect(await teleport.getIntegration(name)).toMatchObject({ name });

      expect(balancer.upgrades).toHaveLength(1);
      expect(balancer.upgrades[0]).toMatchObject({
        host: "teleport.acme.test",
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-protocol": "alpn",
      });
    });

    test("answers that come whole in one piece are read, many at a time", async () => {
      const { teleport } = await behind({ alpn });
      // Compressed it is small: head, body and end of many answers arrive in the same turn.
      const roleArn = `arn:aws:iam::123456789012:role/${"a".repeat(120_000)}`;
      await teleport.createIntegration({ name: `small-${alpn.replace(/\W/g, "")}`, roleArn });
      const lists = await Promise.all(Array.from({ length: 50 }, () => teleport.listIntegrations()));
      for (const list of lists) expect(list.length).toBeGreaterThan(0);
    });

    test("answers of many kilobytes arrive whole, many at a time", async () => {
      const { teleport } = await behind({ alpn });
      const roleArn = `arn:aws:iam::123456789012:role/${randomBytes(90_000).toString("base64url")}`;
      await teleport.createIntegration({ name: `large-${alpn.replace(/\W/g, "")}`, roleArn });
      const lists = await Promise.all(Array.from({ length: 30 }, () => teleport.listIntegrations()));
      for (const list of lists) expect(list.some((one) => one.roleArn === roleArn)).toBe(true);
    });
  },
);

test("a tunnel that is cut is made anew by the next call", async () => {
  const { balancer, teleport } = await behind();
  await teleport.listRoles();
  balancer.cut();
  expect((await teleport.listRoles()).length).toBeGreaterThan(5);
  expect(balancer.upgrades).toHaveLength(2);
});

test("a renewed identity gets a tunnel of its own; calls under way end on theirs", async () => {
  const dir = mkdtempSync(join(tmpdir(), "identity-"));
  const identityFile = join(dir, "identity");
  copyFileSync(cluster.sandbox.identityFile, identityFile);
  const clock = new VirtualClock(new Date().toISOString());
  const { balancer, teleport } = await behind({}, { identityFile, clock });
  await teleport.listUsers();
  await cluster.fault("ListRoles", { kind: "hold", when: "before" }, { nth: 1, times: 1 });
  const underWay = teleport.listRoles();
  await vi.waitFor(async () => {
    expect(JSON.parse(await cluster.control("GET", "faults"))).toMatchObject({ held: 1 });
  });
  writeFileSync(identityFile, await cluster.control("POST", "identity", { user: "bot-ci", ttlSeconds: 600 }));
  clock.advance(1_000);
  expect((await teleport.identity()).userName).toBe("bot-ci");
  await cluster.control("POST", "release");
  expect((await underWay).length).toBeGreaterThan(5);
  expect(balancer.upgrades).toHaveLength(2);
  rmSync(dir, { recursive: true });
});

test("a client certificate reaches the auth service through the tunnel: a foreign one is refused", async () => {
  const other = await openSandboxCluster();
  const { teleport } = await behind({}, { identityFile: other.sandbox.identityFile });
  await expect(teleport.listRoles()).rejects.toMatchObject({ code: "teleport-tls-untrusted" });
  await other.close();
});

test.each([
  [404, "teleport-behind-balancer", /with HTTP 404: this version of Teleport offers none/],
  [400, "teleport-behind-balancer", /with HTTP 400: the balancer may not pass WebSocket/],
  [503, "teleport-unreachable", /The load balancer answers with HTTP 503/],
])("a balancer that answers an upgrade with %i is told in words", async (status, code, why) => {
  const { teleport } = await behind({ refuseUpgrades: status });
  await expect(teleport.listRoles()).rejects.toMatchObject({
    code,
    problem: { why: expect.stringMatching(why) as unknown },
  });
});

test("a balancer that never answers an upgrade is given up in the time of a connection", async () => {
  const { teleport } = await behind({ refuseUpgrades: "silence" }, { connectTimeoutMs: 300 });
  await expect(teleport.listRoles()).rejects.toMatchObject({
    code: "teleport-unreachable",
    problem: { why: "No answer came in time." },
  });
});
