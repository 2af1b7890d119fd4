import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { bot } from "#lib/sandbox/seed/company.ts";
import { startTeleport } from "#lib/sandbox/teleport/server.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/* What every page says of the app's identity, by the app's own wiring, and without a restart in between. */

let world: World;
let identityFile: string;
let server: {
  header: typeof import("#lib/server/header.ts");
  overview: typeof import("#lib/server/overview.ts");
  observations: typeof import("#lib/server/observations.ts");
};

beforeAll(async () => {
  world = await openWorld();
  identityFile = world.sandbox.env["TELEPORT_IDENTITY_FILE"] ?? "";
  const env = { ...world.sandbox.env, DATA_DIR: join(world.location.dataDir, "server"), LOG_LEVEL: "silent" };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  // The environment is read when the first of them is loaded.
  server = {
    header: await import("#lib/server/header.ts"),
    overview: await import("#lib/server/overview.ts"),
    observations: await import("#lib/server/observations.ts"),
  };
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

const notices = async () => (await server.header.headerOf("admin")).notices.map(({ code }) => code);

/** Only the date: the connections keep their own time. */
function setDate(time: Date): void {
  vi.useFakeTimers({ toFake: ["Date"], now: time });
}

/** Two seconds later each time: the app looks at the file once a second. */
let looks = 0;
function lookAgain(): void {
  vi.useRealTimers();
  looks += 1;
  setDate(new Date(Date.now() + looks * 2_000));
}

/** Issued by the real clock, which OpenSSL judges certificates by. */
async function identityOf(user: string, ttlSeconds: number): Promise<void> {
  vi.useRealTimers();
  writeFileSync(identityFile, await world.control.teleport("POST", "identity", { user, ttlSeconds }));
  lookAgain();
}

test("every page names the endpoints that are not the usual ones, Teleport's as well", async () => {
  const { AWS_ENDPOINT_URL: aws, TELEPORT_WEB_URL: web } = world.sandbox.env;
  expect((await server.header.headerOf("admin")).overriddenEndpoints).toEqual([
    { what: "IAM and STS", address: aws },
    { what: "Teleport’s web UI", address: web },
  ]);
});

test("with a bot's identity, valid and renewed, no page says anything", async () => {
  await server.overview.readOverviewAgain();
  expect(await notices()).toEqual([]);
});

test("an identity that expires says so on every page from that moment, and no more when it is renewed", async () => {
  await identityOf(bot.userName, 600);
  expect((await server.observations.readAgain("acme-development")).roles.ok).toBe(true);
  expect(await notices()).toEqual([]);

  setDate(new Date(Date.now() + 601_000));
  expect(await notices()).toEqual(["teleport-identity-expired"]);
  const { notices: said } = await server.header.headerOf("admin");
  expect(said[0]).toMatchObject({
    what: expect.stringContaining("bot-aws-access expired at 2") as unknown,
    remedy: expect.stringContaining("tbot") as unknown,
  });
  await expect(server.observations.readAgain("acme-development")).rejects.toMatchObject({
    code: "teleport-identity-expired",
  });
  const failed = await server.overview.readOverviewAgain();
  expect(failed.identity).toMatchObject({ ok: false, problem: { code: "teleport-identity-expired" } });
  expect(await notices()).toEqual(["teleport-identity-expired"]);

  await identityOf(bot.userName, 7_200);
  expect(await notices()).toEqual([]);
  expect((await server.observations.readAgain("acme-development")).roles.ok).toBe(true);
  expect((await server.overview.readOverviewAgain()).identity.ok).toBe(true);
});

test("a half-written file says nothing: the identity before it stays", async () => {
  const whole = readFileSync(identityFile, "utf8");
  writeFileSync(identityFile, whole.slice(0, whole.length / 2));
  lookAgain();
  expect(await notices()).toEqual([]);
  expect((await server.overview.readOverviewAgain()).identity.ok).toBe(true);
  writeFileSync(identityFile, whole);
});

test("an identity that nothing renews any more says so while it is still valid", async () => {
  await identityOf(bot.userName, 3_600);
  setDate(new Date(Date.now() + 45 * 60_000));
  expect(await notices()).toEqual(["teleport-identity-not-renewed"]);
  expect((await server.overview.readOverviewAgain()).identity.ok).toBe(true);
});

test("a person's identity is told that the cluster will ask it for a second factor on writes", async () => {
  await identityOf("admin@acme", 3_600);
  await server.overview.readOverviewAgain();
  const { notices: said } = await server.header.headerOf("admin");
  expect(said).toContainEqual(
    expect.objectContaining({
      code: "teleport-identity-human",
      why: expect.stringContaining("second factor") as unknown,
      remedy: expect.stringContaining("Machine ID") as unknown,
    }),
  );
});

test("an identity that sees no apps is told where it lies", async () => {
  await world.control.teleport("PUT", "roles", {
    version: "v7",
    metadata: { name: bot.roleName },
    spec: {
      allow: {
        app_labels: { no: "such" },
        rules: [{ resources: ["app_server", "integration", "role", "user"], verbs: "*" }],
      },
    },
  });
  await identityOf(bot.userName, 3_600);
  await server.overview.readOverviewAgain();
  expect(await notices()).toEqual(["teleport-sees-no-apps"]);
});

test("an identity of another cluster is told, and so is a cluster that is away", async () => {
  const other = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: null });
  writeFileSync(identityFile, readFileSync(other.identityFile));
  await other.close();
  lookAgain();
  await server.overview.readOverviewAgain();
  const { notices: said } = await server.header.headerOf("admin");
  expect(said).toEqual([
    expect.objectContaining({
      code: "teleport-tls-untrusted",
      why: expect.stringContaining("another cluster") as unknown,
    }),
  ]);

  await world.sandbox.teleport.close();
  await server.overview.readOverviewAgain();
  expect(await notices()).toEqual(["teleport-unreachable"]);
});
