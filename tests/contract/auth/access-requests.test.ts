import { afterAll, beforeAll, expect, test } from "vitest";
import { openSandboxCluster, type SandboxCluster } from "../teleport/sandbox-cluster.ts";

let cluster: SandboxCluster;
beforeAll(async () => {
  cluster = await openSandboxCluster();
});
afterAll(() => cluster.close());

async function request(user: string, roles: readonly string[], more: Record<string, unknown> = {}) {
  const name = `${user}-${roles.join("-")}`;
  await cluster.control("PUT", "access-requests", {
    name,
    user,
    roles,
    expires: "2099-01-01T00:00:00Z",
    ...more,
  });
}

test("roles of requests that were approved and have not expired count, of the user alone, each once", async () => {
  await request("alice", ["auditor", "editor"]);
  await request("alice", ["editor", "access"]);
  await request("bob", ["developer"]);
  const roles = await cluster.teleport.approvedRoles("alice");
  expect([...roles].toSorted()).toEqual(["access", "auditor", "editor"]);
  expect(await cluster.teleport.approvedRoles("carol")).toEqual([]);
});

test.each([
  ["is pending", { state: "PENDING" }],
  ["was denied", { state: "DENIED" }],
  ["became an access list", { state: "PROMOTED" }],
  ["has expired", { expires: "2020-01-01T00:00:00Z" }],
  ["begins later", { assume_start_time: "2098-01-01T00:00:00Z" }],
  ["is for certain resources only", { apps: ["acme-production"] }],
])("a request that %s gives nothing that could be confirmed", async (_what, more) => {
  await request("grace", ["editor"], more);
  expect(await cluster.teleport.approvedRoles("grace")).toEqual([]);
});

test("an app whose role may not read requests confirms nothing by them", async () => {
  await request("dana", ["editor"]);
  await cluster.fault("GetAccessRequestsV2", {
    kind: "error",
    code: "PERMISSION_DENIED",
    message: 'access denied to perform action "list" on "access_request"',
  });
  expect(await cluster.teleport.approvedRoles("dana")).toEqual([]);
  await cluster.reset();
  expect(await cluster.teleport.approvedRoles("dana")).toEqual(["editor"]);
});

test("a cluster that can't answer is not taken for one without requests", async () => {
  await cluster.fault("GetAccessRequestsV2", { kind: "error", code: "INTERNAL", message: "broken" });
  await expect(cluster.teleport.approvedRoles("dana")).rejects.toThrow("teleport-unknown");
  await cluster.reset();
});
