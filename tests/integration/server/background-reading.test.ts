import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { accountAccessRoleName, development } from "#lib/sandbox/seed/company.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";
import { draft } from "../../support/observation/observation.ts";
import { runOfChanges } from "../../support/observation/runs.ts";

/* What is read of AWS without anybody at a page, by the app's own wiring. */

const integration = "acme-development";
const change = changeOf("aws/role-tag", `arn:aws:iam::${development.accountId}:role/Developer#team`, {
  before: null,
  after: { key: "team", value: "a" },
  why: "A test.",
});
let world: World;
let server: {
  background: typeof import("#lib/server/background-reading.ts");
  container: typeof import("#lib/server/container.ts");
  enrollments: typeof import("#lib/server/enrollments.ts");
  observations: typeof import("#lib/server/observations.ts");
  overview: typeof import("#lib/server/overview.ts");
};

beforeAll(async () => {
  world = await openWorld();
  const env = { ...world.sandbox.env, DATA_DIR: join(world.location.dataDir, "server"), LOG_LEVEL: "silent" };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  // The environment is read when the first of them is loaded.
  server = {
    background: await import("#lib/server/background-reading.ts"),
    container: await import("#lib/server/container.ts"),
    enrollments: await import("#lib/server/enrollments.ts"),
    observations: await import("#lib/server/observations.ts"),
    overview: await import("#lib/server/overview.ts"),
  };
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

/** How often one round reads an account's roles. */
async function scansOfRound(): Promise<number> {
  await world.control.clearLog();
  await server.background.readEnrolled();
  const requests = await world.control.awsRequests();
  return requests.filter(({ action }) => action === "GetAccountAuthorizationDetails").length;
}

test("nothing is read of accounts that nobody has enrolled here", async () => {
  expect(await scansOfRound()).toBe(0);
  expect(server.overview.lastPrerequisites()).not.toBeNull();
  expect(server.observations.lastObservation(integration)).toBeNull();
});

test("an enrolled account is read without an admin's visit, and again when what was read is ten minutes old", async () => {
  const { accounts } = await server.container.container();
  await accounts.save({
    ...defaultProfile(development.accountId, "Acme Development"),
    accessRoleArn: `arn:aws:iam::${development.accountId}:role/${accountAccessRoleName}`,
  });
  expect(await scansOfRound()).toBeGreaterThan(0);
  const first = server.observations.lastObservation(integration);
  expect(first?.scan.ok).toBe(true);

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 9 * 60_000 });
  expect(await scansOfRound()).toBe(0);
  vi.setSystemTime(Date.now() + 61_000);
  expect(await scansOfRound()).toBeGreaterThan(0);
  expect(server.observations.lastObservation(integration)?.scan.at).not.toBe(first?.scan.at);
});

test("where the list of accounts can't be renewed, those known before are read, and the next round comes", async () => {
  const { drafts } = await server.container.container();
  vi.spyOn(drafts, "list").mockRejectedValueOnce(new Error("database is locked"));
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 60_000 });
  const timers = vi.spyOn(globalThis, "setTimeout");
  const before = server.observations.lastObservation(integration)?.scan.at;
  await server.background.keepReading();
  expect(server.observations.lastObservation(integration)?.scan.at).not.toBe(before);
  expect(timers.mock.calls.some(([, waitMs]) => Number(waitMs) >= 12 * 60_000)).toBe(true);
});

test.each([
  [0, 12],
  [0.5, 15],
  [1, 18],
])("the next round comes with jitter: at %d of it after %d minutes", async (random, minutes) => {
  vi.spyOn(Math, "random").mockReturnValue(random);
  const timers = vi.spyOn(globalThis, "setTimeout");
  await server.background.keepReading();
  const waits = timers.mock.calls.map(([, waitMs]) => waitMs);
  expect(waits).toContain(minutes * 60_000);
});

test("the list that is read again takes with it what a run of another process has changed, once, and nothing else", async () => {
  const scans = async () => {
    await world.control.clearLog();
    await server.enrollments.refreshOverview();
    const requests = await world.control.awsRequests();
    return requests.filter(({ action }) => action === "GetAccountAuthorizationDetails").length;
  };
  await server.observations.readAgain(integration);
  expect(await scans()).toBe(0);
  const { engine, journal } = await server.container.container();
  const { scope, step, changes } = runOfChanges([change]).plan;
  const plan = await engine.savePlan({ scope: { ...scope, integration }, step, changes }, "admin");
  await journal.append({ type: "run-started", runId: "elsewhere", planId: plan.id, by: "admin" });
  await journal.append({ type: "run-finished", runId: "elsewhere" });
  expect(await scans()).toBeGreaterThan(0);
  expect(await scans()).toBe(0);
});

test("what another process has begun or discarded stands in the list without another reading", async () => {
  const { drafts } = await server.container.container();
  const listed = async () => {
    await server.overview.renewOwn();
    const list = server.overview.listEnrollments();
    return list === "unread" ? [] : list.enrollments.map(({ integration: name }) => name);
  };
  expect(await listed()).not.toContain("begun-elsewhere");
  await world.control.clearLog();
  await drafts.save({ ...draft, integration: "begun-elsewhere" });
  expect(await listed()).toContain("begun-elsewhere");
  await drafts.remove("begun-elsewhere");
  expect(await listed()).not.toContain("begun-elsewhere");
  expect(await world.control.awsRequests()).toEqual([]);
});
