import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openSandboxCluster, type SandboxCluster } from "../teleport/sandbox-cluster.ts";

let cluster: SandboxCluster;
beforeAll(async () => {
  cluster = await openSandboxCluster();
});
afterAll(() => cluster.close());

const placed: Record<string, string>[] = [];
afterEach(async () => {
  for (const lock of placed.splice(0)) await cluster.control("DELETE", "locks", lock);
});

async function lock(target: Record<string, string>): Promise<void> {
  const body = { name: `lock-${placed.length}`, ...target };
  placed.push(body);
  await cluster.control("PUT", "locks", body);
}

test("nobody is locked where there is no lock", async () => {
  expect(await cluster.teleport.isLocked("alice", ["access"])).toBe(false);
});

test("a lock on the user or on one of the roles shuts the user out, one on others does not", async () => {
  await lock({ user: "bob" });
  await lock({ role: "auditor" });
  expect(await cluster.teleport.isLocked("bob", [])).toBe(true);
  expect(await cluster.teleport.isLocked("grace", ["auditor"])).toBe(true);
  expect(await cluster.teleport.isLocked("alice", ["access"])).toBe(false);
  // A user of a role's name, and the other way round.
  expect(await cluster.teleport.isLocked("auditor", ["bob"])).toBe(false);
});

test("a lock that has expired is in force no more", async () => {
  await lock({ user: "alice", expires: "2020-01-01T00:00:00Z" });
  expect(await cluster.teleport.isLocked("alice", [])).toBe(false);
  await lock({ user: "alice", expires: "2099-01-01T00:00:00Z" });
  expect(await cluster.teleport.isLocked("alice", [])).toBe(true);
});

test("all locks in force are listed at once, with the user or the role that each names", async () => {
  expect(await cluster.teleport.locks()).toEqual([]);
  await lock({ user: "bob" });
  await lock({ role: "auditor" });
  await lock({ user: "alice", expires: "2020-01-01T00:00:00Z" });
  expect(await cluster.teleport.locks()).toEqual([
    { user: "bob", role: "" },
    { user: "", role: "auditor" },
  ]);
});

test("an app whose role may not read locks does not know", async () => {
  await lock({ user: "alice" });
  await cluster.fault("GetLocks", {
    kind: "error",
    code: "PERMISSION_DENIED",
    message: 'access denied to perform action "list" on "lock"',
  });
  expect(await cluster.teleport.isLocked("alice", [])).toBeNull();
  expect(await cluster.teleport.locks()).toBeNull();
  await cluster.reset();
});

test("a cluster that can't answer is not taken for one without locks", async () => {
  await cluster.fault("GetLocks", { kind: "error", code: "INTERNAL", message: "broken" });
  await expect(cluster.teleport.isLocked("alice", [])).rejects.toThrow("teleport-unknown");
  await cluster.reset();
});
