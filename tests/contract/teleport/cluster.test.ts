import { afterAll, beforeAll, expect, test } from "vitest";
import { openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;

beforeAll(async () => {
  cluster = await openSandboxCluster();
});
afterAll(() => cluster.close());

test("the cluster is known by the name that Ping gives, not by the address that is dialled", async () => {
  expect(await cluster.teleport.cluster()).toEqual({
    name: "teleport.acme.test",
    publicHost: "teleport.acme.test",
    publicAddress: "teleport.acme.test",
    serverVersion: "18.2.0",
    webUrl: "https://teleport.acme.test",
    tlsRouting: true,
    edition: expect.any(String) as unknown,
  });
});

test("links go to the web address that is configured", async () => {
  const teleport = cluster.open({ webUrl: cluster.sandbox.webUrl });
  expect((await teleport.cluster()).webUrl).toBe(cluster.sandbox.webUrl);
});

test("the issuer is what the discovery document says", async () => {
  expect(await cluster.teleport.issuer()).toEqual({
    url: "https://teleport.acme.test",
    hostAndPath: "teleport.acme.test",
    expectedUrl: "https://teleport.acme.test",
    thumbprint: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown,
  });
});

for (const route of ["through the proxy", "by direct dial"] as const) {
  test(`the identity is a bot's, seen ${route}`, async () => {
    const teleport = cluster.open(
      route === "by direct dial" ? { directAuthAddress: cluster.sandbox.proxyAddress } : {},
    );
    const identity = await teleport.identity();
    expect(identity).toMatchObject({ userName: "bot-aws-access", isBot: true, notRenewed: false });
    expect(identity.roles).toContain("aws-access-app");
    expect(Date.parse(identity.expiresAt)).toBeGreaterThan(Date.now());
  });
}
