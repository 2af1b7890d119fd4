import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/* What everybody's portal is made of: read in the background, and shown with its age. */

let world: World;
let cachedCluster: typeof import("#lib/server/portal-cache.ts").cachedCluster;
const holder = globalThis as { awsAccessPortal?: unknown };

/** The timers of the background: their waits are told from those of connections by the chance that is set here. */
const realSetTimeout = globalThis.setTimeout;
const backgroundWaitsMs = new Map([
  [0, 25_000],
  [0.5, 32_500],
  [1, 40_000],
]);
let due: (() => void)[];

function setChance(chance: number): void {
  vi.spyOn(Math, "random").mockReturnValue(chance);
  const waitMs = backgroundWaitsMs.get(chance);
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, ms?: number, ...rest: never[]) => {
    if (ms !== waitMs) return realSetTimeout(run, ms, ...rest);
    due.push(run);
    return { unref() {} };
  }) as never);
}

beforeAll(async () => {
  world = await openWorld();
  const env = { ...world.sandbox.env, DATA_DIR: join(world.location.dataDir, "server"), LOG_LEVEL: "silent" };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  ({ cachedCluster } = await import("#lib/server/portal-cache.ts"));
});
beforeEach(async () => {
  delete holder.awsAccessPortal;
  due = [];
  await world.control.clearLog();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await world.control.clearFaults();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

const putUser = async (name: string) => {
  await world.control.teleport("PUT", "users", { name });
};
const namesIn = ({ users }: Awaited<ReturnType<typeof cachedCluster>>) => users.map(({ name }) => name);

function laterBy(ms: number): void {
  const now = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"], now });
}

test.each([0, 0.5, 1])("it is read anew in the background, with jitter: at %d of it", async (chance) => {
  setChance(chance);
  const first = await cachedCluster();
  const name = `newcomer-${chance}`;
  await putUser(name);
  expect(namesIn(await cachedCluster())).not.toContain(name);
  expect(due).toHaveLength(1);
  laterBy(backgroundWaitsMs.get(chance) ?? 0);
  due.shift()?.();
  await vi.waitFor(async () => expect((await cachedCluster()).readAt).not.toBe(first.readAt), 15_000);
  expect(namesIn(await cachedCluster())).toContain(name);
  // And so on, one at a time.
  expect(due).toHaveLength(1);
});

test("while nobody looks for three minutes it is left alone, and read at the next look", async () => {
  setChance(0);
  const first = await cachedCluster();
  laterBy(3 * 60_000 + 1);
  due.shift()?.();
  expect(due).toHaveLength(0);
  await putUser("late-comer");
  const next = await cachedCluster();
  expect(next.readAt).not.toBe(first.readAt);
  expect(namesIn(next)).toContain("late-comer");
  expect(next.problem).toBeNull();
});

test("a cluster that does not answer holds a page up for two seconds at most: then it shows what it has, with its age and why", async () => {
  setChance(0);
  const first = await cachedCluster();
  laterBy(61_000);
  await world.control.teleportFaults({
    match: { method: "ListUsers" },
    fault: { kind: "hold", when: "before" },
  });
  const startedAtMs = performance.now();
  const old = await cachedCluster();
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
  expect(old.readAt).toBe(first.readAt);
  expect(old.problem?.what).toBe("Teleport has not answered for a while.");
  await world.control.teleport("POST", "release");
});

test("nothing of it asks AWS", async () => {
  await cachedCluster();
  expect(await world.control.awsRequests()).toEqual([]);
});

test("whoever a lock shuts out, by name or by a role, is locked in it; locks that can't be read are said, and keep nothing else away", async () => {
  const lockedIn = ({ users }: Awaited<ReturnType<typeof cachedCluster>>) =>
    users.filter(({ locked }) => locked).map(({ name }) => name);
  const before = await cachedCluster();
  expect([lockedIn(before).includes("bob"), before.locksUnread]).toEqual([false, false]);
  await world.control.teleport("PUT", "users", { name: "liz", roles: ["auditor"] });
  await world.control.teleport("PUT", "locks", { name: "one", user: "bob" });
  await world.control.teleport("PUT", "locks", { name: "two", role: "auditor" });
  delete holder.awsAccessPortal;
  expect(lockedIn(await cachedCluster())).toEqual(expect.arrayContaining(["bob", "liz"]));
  await world.control.teleportFaults({
    match: { method: "GetLocks" },
    fault: { kind: "error", code: "PERMISSION_DENIED", message: "access denied" },
  });
  delete holder.awsAccessPortal;
  const blind = await cachedCluster();
  expect([lockedIn(blind).includes("bob"), blind.locksUnread, blind.users.length > 3]).toEqual([
    false,
    true,
    true,
  ]);
});
