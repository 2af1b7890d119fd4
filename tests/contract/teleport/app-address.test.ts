import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { pingDocument, startFakeProxy } from "./fake-proxy.ts";
import { openSandboxCluster, type SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;

beforeAll(async () => {
  cluster = await openSandboxCluster();
});
afterAll(() => cluster.close());

function proxyFor(certificateName: string) {
  return startFakeProxy({
    certificateName,
    alpn: "none",
    answer: (_request, response) => response.end(pingDocument(certificateName)),
  });
}

/** A proxy whose certificate is made out to the cluster's own name alone, as many are set up. */
async function withoutWildcard() {
  const proxy = await proxyFor("teleport.acme.test");
  onTestFinished(() => proxy.close());
  return proxy;
}

describe("an app's own address", () => {
  test("is covered by the proxy's wildcard certificate", async () => {
    const host = "acme-production.teleport.acme.test";
    const { certificate, names } = await cluster.teleport.appAddress(host);
    expect({ certificate, names }).toEqual({ certificate: null, names: [] });
  });

  test("below a name that the wildcard does not reach is found, with what the certificate is made out to", async () => {
    const address = await cluster.teleport.appAddress("acme.production.teleport.acme.test");
    expect(address.certificate).toBe("other-name");
    expect(address.names).toEqual(expect.arrayContaining(["teleport.acme.test", "*.teleport.acme.test"]));
  });

  test("is found where the certificate has no wildcard at all", async () => {
    const { address, caFile } = await withoutWildcard();
    const teleport = cluster.open({ proxyAddress: address, caFile });
    expect(await teleport.appAddress("acme-production.teleport.acme.test")).toMatchObject({
      certificate: "other-name",
      names: ["teleport.acme.test"],
    });
  });

  test("under a certificate of an unknown authority is found", async () => {
    const { address } = await withoutWildcard();
    const teleport = cluster.open({ proxyAddress: address });
    expect(await teleport.appAddress("teleport.acme.test")).toMatchObject({ certificate: "untrusted" });
  });

  test("where nothing answers is found, and is no failure", async () => {
    const { address, close } = await proxyFor("teleport.acme.test");
    await close();
    const teleport = cluster.open({ proxyAddress: address });
    expect(await teleport.appAddress("teleport.acme.test")).toMatchObject({ certificate: "none-shown" });
  });

  test("is looked up as this machine would, unless people go by another web address", async () => {
    // Longer than a label may be: no name server is asked.
    const nowhere = `${"a".repeat(64)}.test`;
    expect(await cluster.teleport.appAddress("localhost")).toMatchObject({ resolves: true });
    expect(await cluster.teleport.appAddress(nowhere)).toMatchObject({ resolves: false });
    const elsewhere = cluster.open({ webUrl: "https://teleport.example.com" });
    expect(await elsewhere.appAddress(nowhere)).toMatchObject({ resolves: null });
  });
});
