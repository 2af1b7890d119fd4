import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchLink, Browser } from "../sandbox/teleport/browser.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";
import { callCounts, openSandboxCluster, type SandboxCluster } from "./sandbox-cluster.ts";

const account = "210987654321";
const developer = `arn:aws:iam::${account}:role/Developer`;
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** The cluster's own clock, which the launches of a test move. */
let nowMs = Date.now();
let cluster: SandboxCluster;

beforeAll(async () => {
  cluster = await openSandboxCluster({ now: () => new Date(nowMs) });
});
beforeEach(() => cluster.reset());
afterAll(() => cluster.close());

/** By a real sign-in and launch; this cluster reaches no AWS, and the session has begun by then. */
async function launchAs(user: string, atMs: number, times = 1): Promise<void> {
  const before = nowMs;
  nowMs = atMs;
  const browser = new Browser(cluster.sandbox);
  await browser.signIn(user);
  for (let count = 0; count < times; count += 1) {
    const answer = await browser.get(launchLink("acme-development", developer));
    expect(await answer.text()).toContain("reaches no AWS");
  }
  nowMs = before;
}

const openedAt = (ms: number) => {
  const clock = new VirtualClock(new Date(ms).toISOString());
  return { clock, teleport: cluster.open({ clock }) };
};

test("a launch is in the log with user, app, role and the cluster's time, the newest first", async () => {
  const { teleport } = openedAt(nowMs);
  await launchAs("dana", nowMs - 2 * hourMs);
  await launchAs("dana", nowMs - hourMs);
  const { launches, since } = await teleport.launchLog();
  expect(launches).toEqual(
    [hourMs, 2 * hourMs].map((agoMs) => ({
      user: "dana",
      app: "acme-development",
      roleArn: developer,
      at: new Date(nowMs - agoMs).toISOString(),
    })),
  );
  expect(since).toBe(new Date(nowMs - 7 * dayMs).toISOString());
});

test("a launch that Teleport itself refuses is none", async () => {
  const { teleport } = openedAt(nowMs);
  const { launches: before } = await teleport.launchLog();
  const browser = new Browser(cluster.sandbox);
  await browser.signIn("bob");
  expect((await browser.get(launchLink("acme-development", developer))).status).toBe(403);
  expect((await teleport.launchLog()).launches).toEqual(before);
});

test("a second reading asks for what is new alone, and forgets what is older than the window", async () => {
  const { clock, teleport } = openedAt(nowMs);
  const leaving = new Date(nowMs - 7 * dayMs + hourMs / 4).toISOString();
  await cluster.control("PUT", "events", [{ user: "erin", role: developer, at: leaving }]);
  const first = await teleport.launchLog();
  expect(first.launches.map(({ user }) => user)).toEqual(["dana", "dana", "erin"]);
  await cluster.control("DELETE", "events");
  clock.advance(hourMs / 2);
  await launchAs("dana", nowMs + hourMs / 2);
  const second = await teleport.launchLog();
  expect(second.launches).toHaveLength(3);
  expect(second.launches.slice(1)).toEqual(first.launches.slice(0, 2));
  expect(second.since).toBe(new Date(nowMs + hourMs / 2 - 7 * dayMs).toISOString());
});

test("of very many the newest count, page by page, and the log says from when on it is whole", async () => {
  await cluster.control("DELETE", "events");
  const { teleport } = openedAt(nowMs);
  const events = Array.from({ length: 2300 }, (_, number) => ({
    user: "dana",
    role: developer,
    at: new Date(nowMs - number * 1000).toISOString(),
  }));
  await cluster.control("PUT", "events", events);
  const { launches, since } = await teleport.launchLog();
  expect(launches).toHaveLength(2000);
  expect(since).toBe(launches.at(-1)?.at);
  expect((await callCounts(cluster)).byMethod["GetUnstructuredEvents"]).toBe(4);
});

test("sessions of web apps are passed over; a server that names no app leaves it open", async () => {
  await cluster.control("DELETE", "events");
  const at = new Date(nowMs - hourMs).toISOString();
  await cluster.control("PUT", "events", [
    { user: "erin", app: "wiki", role: "", at },
    { user: "erin", role: developer, at },
  ]);
  const { launches } = await openedAt(nowMs).teleport.launchLog();
  expect(launches).toEqual([{ user: "erin", app: null, roleArn: developer, at }]);
});

test.each([
  [{ kind: "error", code: "UNIMPLEMENTED", message: "unknown service" }, "teleport-unsupported"],
  [
    {
      kind: "error",
      code: "PERMISSION_DENIED",
      message: 'access denied to perform action "list" on "event"',
    },
    "teleport-access-denied",
  ],
])("an answer of %j is told apart from an empty log", async (fault, code) => {
  await cluster.fault("GetUnstructuredEvents", fault);
  await expect(openedAt(nowMs).teleport.launchLog()).rejects.toThrow(code);
});

test("a role without the verb is refused by the cluster itself", async () => {
  await cluster.control("PUT", "roles", {
    version: "v7",
    metadata: { name: "aws-access-app" },
    spec: { allow: { app_labels: { "*": "*" }, rules: [{ resources: "event", verbs: "read" }] }, deny: {} },
  });
  await expect(openedAt(nowMs).teleport.launchLog()).rejects.toMatchObject({
    problem: { code: "teleport-access-denied", evidence: "list on event" },
  });
});
