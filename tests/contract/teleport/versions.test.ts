import { afterEach, describe, expect, test } from "vitest";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { roleVersionFor } from "#lib/domain/teleport/documents.ts";
import { pingDocument, startFakeProxy } from "./fake-proxy.ts";
import { callCounts, openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function clusterOf(serverVersion: string): Promise<SandboxCluster> {
  const cluster = await openSandboxCluster({ serverVersion });
  opened.push(cluster);
  return cluster;
}

const role = (name: string, version: "v7" | "v8") => ({
  name,
  version,
  labels: { [enrollmentLabel]: "acme-production" },
  appLabels: { aws_account_id: ["123456789012"] },
  awsRoleArns: ["arn:aws:iam::123456789012:role/Developer"],
});

describe.each(["16.5.3", "17.7.1", "18.2.0", "19.0.0"])("a cluster of version %s", (serverVersion) => {
  test("takes and keeps the version of role that is written for it, and speaks with a client of its own", async () => {
    const cluster = await clusterOf(serverVersion);
    const { teleport } = cluster;
    expect((await teleport.cluster()).serverVersion).toBe(serverVersion);
    await teleport.createRole(role("ours", roleVersionFor(serverVersion)));
    await teleport.updateRole("ours", { appLabels: { aws_account_id: ["210987654321"] }, awsRoleArns: [] });
    expect(await teleport.getRole("ours")).toMatchObject({
      version: serverVersion < "18" ? "v7" : "v8",
      allow: { appLabels: { aws_account_id: ["210987654321"] } },
    });
    const log = JSON.parse(await cluster.control("GET", "requests")) as {
      requests: { clientVersion: string | null }[];
    };
    expect(new Set(log.requests.map(({ clientVersion }) => clientVersion))).toEqual(new Set([serverVersion]));
  });
});

test.each(["16.5.3", "17.7.1"])("on %s a role of version v8 would be refused", async (serverVersion) => {
  const { teleport } = await clusterOf(serverVersion);
  await expect(teleport.createRole(role("newer", "v8"))).rejects.toMatchObject({
    code: "teleport-invalid-input",
  });
});

test("a cluster without Ping says so in words, and is asked once", async () => {
  const cluster = await clusterOf("16.5.3");
  await expect(cluster.teleport.ping({ integration: "acme-development" })).rejects.toMatchObject({
    code: "teleport-unsupported",
    problem: {
      what: "This cluster can't test the integration “acme-development”.",
      why: "Its version lacks the call.",
      remedy: "Upgrade the cluster to Teleport 17 or newer.",
    },
  });
  expect((await callCounts(cluster)).byMethod.Ping).toBe(1);
});

test("a proxy without TLS routing is told before it is dialled, and passed by direct dial", async () => {
  const cluster = await clusterOf("18.2.0");
  const proxy = await startFakeProxy({
    certificateName: "teleport.acme.test",
    alpn: "http/1.1",
    answer: (_request, response) => {
      response.end(pingDocument("teleport.acme.test", undefined, { tlsRouting: false }));
    },
  });
  opened.push(proxy);
  const at = { proxyAddress: proxy.address, caFile: proxy.caFile };
  await expect(cluster.open(at).listRoles()).rejects.toMatchObject({
    code: "teleport-no-tls-routing",
    problem: { remedy: expect.stringContaining("TELEPORT_AUTH_ADDRESS") as unknown },
  });
  const direct = cluster.open({ ...at, directAuthAddress: cluster.sandbox.proxyAddress });
  expect((await direct.listRoles()).length).toBeGreaterThan(5);
});
