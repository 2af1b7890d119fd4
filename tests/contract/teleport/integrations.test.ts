import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;

beforeAll(async () => {
  cluster = await openSandboxCluster();
});
beforeEach(() => cluster.reset());
afterAll(() => cluster.close());

const roleArn = "arn:aws:iam::123456789012:role/teleport-integration";

describe.each(["through the proxy", "by direct dial"])("an integration, %s", (route) => {
  const open = () =>
    route === "by direct dial"
      ? cluster.open({ directAuthAddress: cluster.sandbox.proxyAddress })
      : cluster.teleport;

  test("is created, read, listed, changed and deleted", async () => {
    const teleport = open();
    expect(await teleport.getIntegration("acme-production")).toBeNull();
    await teleport.createIntegration({ name: "acme-production", roleArn });
    const integration = await teleport.getIntegration("acme-production");
    expect(integration).toEqual({
      name: "acme-production",
      subKind: "aws-oidc",
      roleArn,
      audience: "",
      issuerS3Uri: "",
      revision: expect.stringMatching(/./) as unknown,
    });
    expect((await teleport.listIntegrations()).map(({ name }) => name).toSorted()).toEqual([
      "acme-development",
      "acme-production",
    ]);
    await teleport.updateIntegration("acme-production", `${roleArn}-2`);
    expect((await teleport.getIntegration("acme-production"))?.roleArn).toBe(`${roleArn}-2`);
    await teleport.deleteIntegration("acme-production");
    await teleport.deleteIntegration("acme-production");
    expect(await teleport.getIntegration("acme-production")).toBeNull();
  });
});

test("a taken name is told as such", async () => {
  await expect(
    cluster.teleport.createIntegration({ name: "acme-development", roleArn }),
  ).rejects.toMatchObject({
    code: "teleport-already-exists",
    problem: { what: "Teleport already has the integration “acme-development”." },
  });
});

test("a name that is no DNS label is refused by the cluster", async () => {
  await expect(cluster.teleport.createIntegration({ name: "Not.A.Label", roleArn })).rejects.toMatchObject({
    code: "teleport-invalid-input",
  });
});

test("an integration that is gone can't be changed", async () => {
  await expect(cluster.teleport.updateIntegration("nobody", roleArn)).rejects.toMatchObject({
    code: "teleport-not-found",
  });
});

test("Ping by a name that does not exist is not found; a cluster without AWS is unavailable", async () => {
  await expect(cluster.teleport.ping({ integration: "nobody" })).rejects.toMatchObject({
    code: "teleport-not-found",
  });
  await expect(cluster.teleport.ping({ roleArn })).rejects.toMatchObject({ code: "teleport-unreachable" });
});

test("what AWS refuses to the cluster comes with AWS's words", async () => {
  const words =
    "operation error STS: AssumeRoleWithWebIdentity, AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity";
  await cluster.fault("AWSOIDCService/Ping", { kind: "error", code: "PERMISSION_DENIED", message: words });
  await expect(cluster.teleport.ping({ roleArn })).rejects.toMatchObject({
    code: "aws-access-denied",
    problem: { what: `AWS did not let the cluster in through ${roleArn}.`, evidence: words },
  });
});
