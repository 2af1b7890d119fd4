import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { callCounts, openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;

beforeAll(async () => {
  cluster = await openSandboxCluster();
  await cluster.teleport.createIntegration({
    name: "acme-production",
    roleArn: "arn:aws:iam::123456789012:role/teleport-integration",
  });
});
beforeEach(() => cluster.reset());
afterAll(() => cluster.close());

const app = {
  name: "acme-production",
  hostId: "5d1c4a3e-0b7f-4c9d-9d57-2a8a1c9f0e11",
  labels: { aws_account_id: "012345678901", "aws-access.teleport/integration": "acme-production" },
  uri: "https://console.aws.amazon.com/",
  publicAddr: "acme-production.teleport.acme.test",
  cloud: "AWS",
  integration: "acme-production",
  externalId: null,
};

async function appNamed(name: string) {
  return (await cluster.teleport.listApps()).find((server) => server.name === name);
}

test("an app is written, listed with the account id as text, changed and deleted", async () => {
  await cluster.teleport.upsertApp(app);
  expect(await appNamed(app.name)).toMatchObject(app);
  await cluster.teleport.upsertApp({ ...app, labels: { ...app.labels, env: "prod" }, externalId: "x-1" });
  expect(await appNamed(app.name)).toMatchObject({ labels: { env: "prod" }, externalId: "x-1" });
  await cluster.teleport.upsertApp(app);
  expect((await appNamed(app.name))?.labels).toEqual(app.labels);
  expect((await appNamed(app.name))?.externalId).toBeNull();
  await cluster.teleport.deleteApp(app.name, app.hostId);
  await cluster.teleport.deleteApp(app.name, app.hostId);
  expect(await appNamed(app.name)).toBeUndefined();
});

test.each([
  ["that an agent serves", { name: "wiki" }],
  ["of another integration", { name: "acme-development" }],
  ["without an integration", { integration: "" }],
])("an app %s is never written", async (_what, change) => {
  await expect(cluster.teleport.upsertApp({ ...app, ...change })).rejects.toMatchObject({
    code: "refused-by-gateway",
  });
  expect((await callCounts(cluster)).writes).toBe(0);
});

test("an app is never joined under a second host id", async () => {
  await cluster.teleport.upsertApp(app);
  await cluster.reset();
  const second = { ...app, hostId: "00000000-0000-4000-8000-000000000000" };
  await expect(cluster.teleport.upsertApp(second)).rejects.toMatchObject({ code: "refused-by-gateway" });
  expect((await callCounts(cluster)).writes).toBe(0);
  await cluster.teleport.deleteApp(app.name, app.hostId);
});

test("an app that an agent serves is never deleted", async () => {
  const wiki = await appNamed("wiki");
  await expect(cluster.teleport.deleteApp("wiki", wiki?.hostId ?? "")).rejects.toMatchObject({
    code: "refused-by-gateway",
  });
  expect(await appNamed("wiki")).toBeDefined();
});
