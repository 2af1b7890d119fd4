import { expect } from "@playwright/test";
import { test as base } from "../support/e2e/base.ts";
import { hmacWithPublicKey, resigned, unsigned } from "../support/e2e/forged-assertions.ts";
import { actionRequest, builtActions, builtPaths } from "../support/e2e/built-endpoints.ts";
import {
  openAs,
  otherSite,
  ownPage,
  startBehindTeleport,
  type BehindTeleport,
} from "../support/e2e/behind-teleport.ts";

const test = base.extend<object, { app: BehindTeleport }>({
  app: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern
    async ({}, use) => {
      const app = await startBehindTeleport();
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

/** Places for everybody who is signed in: all others are for admins. */
const forUsers = new Set(["/", "/sign-in", "/not-allowed", "/icon.svg"]);
const isForUsers = (path: string) => forUsers.has(path) || path.startsWith("/open");
/** Both are about signing in and out. */
const forAnybody = new Set(["signIn", "signOut"]);
/** The framework's own, for what nobody foresaw: it says 500 of itself. */
const failurePage = "/_global-error";
const header = "Teleport-Jwt-Assertion";

async function as(app: BehindTeleport, user: string): Promise<Record<string, string>> {
  return { [header]: await app.assertion(user), ...ownPage };
}

async function callAs(app: BehindTeleport, headers: Record<string, string>, name: string, input?: unknown) {
  const action = builtActions().find((candidate) => candidate.name === name);
  if (!action) throw new Error(`The build has no action ${name}`);
  const request = actionRequest(action, input);
  const response = await app.ask(action.path, { ...request.headers, ...headers }, request);
  return { status: response.status, text: await response.text() };
}

test.describe("every server action of the build", () => {
  test("answers 401 without an assertion, 403 to end users and to other sites, and works for admins", async ({
    app,
  }) => {
    const actions = builtActions();
    expect(actions.length).toBeGreaterThan(10);
    const [alice, admin] = [await as(app, "alice"), await as(app, "admin@acme")];
    for (const { name, path, ...action } of actions) {
      const request = actionRequest({ name, path, ...action });
      const call = (headers: Record<string, string>) =>
        app.ask(path, { ...request.headers, ...headers }, request);

      expect((await call(ownPage)).status, `${name} unauthenticated`).toBe(401);
      for (const [who, headers] of [
        ["unauthenticated", {}],
        ["end user", alice],
        ["admin", admin],
      ] as const) {
        const response = await call({ ...headers, ...otherSite });
        expect(response.status, `${name} as ${who} from another site`).toBe(403);
      }
      if (!forAnybody.has(name)) expect((await call(alice)).status, `${name} as end user`).toBe(403);
      const answer = await call(admin);
      expect(answer.status, `${name} as admin`).toBe(200);
      const answers = await answer.text();
      expect(answers, `${name} as admin`).toContain('"ok":');
      expect(answers, `${name} as admin`).not.toMatch(/"code":"not-(allowed|signed-in)"/);
    }
  });

  test("of admins refuses an end user, wherever it is posted to", async ({ app }) => {
    const alice = await as(app, "alice");
    for (const action of builtActions().filter(({ name }) => !forAnybody.has(name))) {
      const request = actionRequest(action);
      for (const path of [action.path, "/"]) {
        const response = await app.ask(path, { ...request.headers, ...alice }, request);
        const text = await response.text();
        expect(text, `${action.name} at ${path}`).not.toContain('"ok":true');
        if (path === action.path) expect(text, action.name).toContain('"code":"not-allowed"');
      }
    }
  });

  test("works for an admin from the app's own pages", async ({ app }) => {
    const admin = await as(app, "admin@acme");
    const profile = {
      accountId: "123456789012",
      displayName: "Acme Production",
      colour: "red",
      environment: "production",
      contact: null,
    };
    expect((await callAs(app, admin, "refreshOverview")).text).toContain('"ok":true');
    expect((await callAs(app, admin, "refresh", { integration: "acme-development" })).text).toContain(
      '"ok":true',
    );
    expect((await callAs(app, admin, "saveAccountProfile", profile)).text).toContain('"ok":true');
  });
});

test("step 5 marks the Teleport user whom Teleport says to be there, whatever anybody says", async ({
  app,
}) => {
  const admin = await as(app, "admin@acme");
  const adopted = await callAs(app, admin, "adoptIntegration", {
    integration: "acme-development",
    displayName: "Acme Development",
    accessRoleArn: "arn:aws:iam::210987654321:role/aws-access-for-teleport",
  });
  expect(adopted.text).toContain('"ok":true');
  const text = await (await app.ask("/enroll/acme-development/access", admin)).text();
  expect(text.replaceAll(/<[^>]*>/g, " ")).toMatch(/Teleport knows you as\s+admin@acme/);
});

test("every page and route of the build answers 401 without an assertion, 403 to other sites and, where it is for admins, to end users, and works for admins", async ({
  app,
}) => {
  const paths = builtPaths({ integration: "acme-development", id: "none", screen: "list" });
  for (const part of ["runs/none/events", "access.csv"])
    expect(paths).toContain(`/enroll/acme-development/${part}`);
  const [alice, admin] = [await as(app, "alice"), await as(app, "admin@acme")];
  for (const path of paths) {
    expect((await app.ask(path, ownPage)).status, path).toBe(401);
    expect((await app.ask(path, { ...admin, ...otherSite })).status, `${path} from another site`).toBe(403);
    const forAlice = await app.ask(path, alice);
    if (!isForUsers(path)) expect(forAlice.status, `${path} as end user`).toBe(403);
    else if (path !== "/not-allowed") expect(forAlice.status, `${path} as end user`).toBeLessThan(400);
    const forAdmin = (await app.ask(path, admin)).status;
    expect([401, 403], `${path} as admin`).not.toContain(forAdmin);
    if (path !== failurePage) expect(forAdmin, `${path} as admin`).toBeLessThan(500);
  }
});

test("a page that is asked for as if by an action shows an end user nothing", async ({ app }) => {
  const alice = await as(app, "alice");
  for (const extra of [{ "Next-Action": "0".repeat(42) }, { "Next-Action": "x", RSC: "1" }]) {
    const response = await app.ask("/enroll", { ...alice, ...extra });
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain("acme-development");
  }
});

test("assets too are for people whom Teleport vouches for", async ({ app }) => {
  const html = await (await app.ask("/enroll", await as(app, "admin@acme"))).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? "";
  expect((await app.ask(script, ownPage)).status).toBe(401);
  expect((await app.ask(script, await as(app, "bob"))).status).toBe(200);
});

test("an end user is told what is missing, and sees nothing of the page", async ({ app, browser }) => {
  const page = await openAs(browser, app, "alice");
  const response = await page.goto(`${app.url}/enroll`);
  expect(response?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This part of the app is for admins.");
  await expect(page.getByText("editor")).toBeVisible();
  expect(await page.content()).not.toContain("acme-development");
  await page.getByRole("link", { name: "Sign out of Teleport" }).click();
  await expect(page).toHaveURL(`${app.sandbox["TELEPORT_WEB_URL"]}/`);
  await page.goto(app.url);
  await expect(page.getByRole("heading", { name: "Sign in to Teleport" })).toBeVisible();
  await page.context().close();
});

test("an admin signs in to Teleport once, works in the app, and signs out of Teleport from it", async ({
  app,
  browser,
}) => {
  const page = await openAs(browser, app, "admin@acme");
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) violations.push(`${page.url()}: ${message.text()}`);
  });
  await page.goto(`${app.url}/enroll`);
  await expect(page.getByRole("link", { name: /acme-development/ }).first()).toBeVisible();
  await expect(page.getByText("admin@acme")).toBeVisible();
  const steps = ["integration", "permissions", "trust", "app", "access", "launch", "runs"];
  for (const path of ["/", "/new", ...steps.map((step) => `/enroll/acme-development/${step}`)]) {
    await page.goto(app.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
  }
  expect(violations).toEqual([]);
  // What the policy is for: a style or script that somebody gets into the page does nothing.
  await page.evaluate(() =>
    document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>planted</p>"),
  );
  await expect.poll(() => violations.length).toBe(1);
  expect(await page.context().cookies(app.internalUrl)).not.toContainEqual(
    expect.objectContaining({ name: "aws-access-session" }),
  );
  await page.getByRole("link", { name: "Sign out of Teleport" }).click();
  await expect(page).toHaveURL(`${app.sandbox["TELEPORT_WEB_URL"]}/`);
  await page.context().close();
});

test.describe("an assertion is refused", () => {
  const refusals: [string, (app: BehindTeleport) => Promise<string>][] = [
    ["that has ended", (app) => app.assertion("admin@acme", { ageSeconds: 3601 })],
    ["for another app", (app) => app.assertion("admin@acme", { audience: "http://127.0.0.1:8080" })],
    ["for this app's public address", (app) => app.assertion("admin@acme", { audience: app.url })],
    ["of another cluster", (app) => app.assertion("admin@acme", { issuer: "leaf.acme.test" })],
    ["that nobody signed", async (app) => unsigned(await app.assertion("admin@acme"))],
    ["that somebody else signed", async (app) => await resigned(await app.assertion("admin@acme"))],
    [
      "whose HMAC was made with the public key",
      async (app) =>
        await hmacWithPublicKey(await app.assertion("admin@acme"), app.sandbox["TELEPORT_WEB_URL"] ?? ""),
    ],
    [
      "that came twice",
      async (app) => [await app.assertion("alice"), await app.assertion("admin@acme")].join(", "),
    ],
    ["that is empty", async () => ""],
  ];
  for (const [what, make] of refusals) {
    test(what, async ({ app }) => {
      const headers = { [header]: await make(app), ...ownPage };
      expect((await app.ask("/enroll", headers)).status).toBe(401);
      expect((await callAs(app, headers, "refreshOverview")).status).toBe(401);
    });
  }
});

test("a cookie without the header gives nothing: there is no session but Teleport's", async ({ app }) => {
  const signIn = builtActions().find(({ name }) => name === "signIn");
  if (!signIn) throw new Error("The build has no action signIn");
  const request = actionRequest(signIn, { token: "guess" });
  const answer = await app.ask("/sign-in", { ...request.headers, ...(await as(app, "alice")) }, request);
  expect([answer.status, await answer.text()]).toEqual([
    200,
    expect.stringContaining('"code":"not-signed-in"'),
  ]);
  const cookie = app.localSession();
  expect((await app.ask("/enroll", { ...ownPage, Cookie: cookie })).status).toBe(401);
  expect((await callAs(app, { ...ownPage, Cookie: cookie }, "refreshOverview")).status).toBe(401);
  // Nor does it make an admin of an end user.
  const alice = { ...(await as(app, "alice")), Cookie: cookie };
  expect((await app.ask("/enroll", alice)).status).toBe(403);
});

test("a key rotation passes without a failed request", async ({ app }) => {
  const before = await as(app, "admin@acme");
  for (const algorithm of ["RS256", "ES256"] as const) {
    expect((await app.ask("/enroll", before)).status).toBe(200);
    await app.rotateKey(algorithm);
    const after = await as(app, "admin@acme");
    const answers = await Promise.all([1, 2, 3, 4].map((at) => app.ask("/enroll", at % 2 ? after : before)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  }
});

test("an admin who loses the role can't write from that moment on", async ({ app }) => {
  await app.putUser({ name: "temp", roles: ["editor"] });
  const headers = await as(app, "temp");
  expect((await callAs(app, headers, "refreshOverview")).text).toContain('"ok":true');
  await app.putUser({ name: "temp", roles: ["access"] });
  expect((await callAs(app, headers, "refreshOverview")).text).toContain('"code":"not-allowed"');
});

test("an admin's role that was requested counts while the request is approved and has not expired", async ({
  app,
}) => {
  await app.putUser({ name: "asker", roles: ["access"] });
  const asks = { [header]: await app.assertion("asker", { assumed: ["editor"] }), ...ownPage };
  const inAnHour = new Date(Date.now() + 3_600_000);
  await app.putRequest({ user: "asker", roles: ["editor"], expires: new Date(Date.now() - 1_000) });
  await app.putRequest({ user: "alice", roles: ["editor"], expires: inAnHour });
  // Neither a request that has expired nor somebody else's: as with an access list, nothing says so.
  expect((await callAs(app, asks, "refreshOverview")).status).toBe(403);
  await app.putRequest({ user: "asker", roles: ["editor"], expires: inAnHour });
  expect((await callAs(app, asks, "refreshOverview")).text).toContain('"ok":true');
  expect((await app.ask("/enroll", asks)).status).toBe(200);
});

for (const target of [{ user: "locked" }, { role: "developer" }]) {
  test(`an admin whom a lock shuts out by ${JSON.stringify(target)} is none, as long as it is in force`, async ({
    app,
  }) => {
    await app.putUser({ name: "locked", roles: ["editor", "developer"] });
    const headers = await as(app, "locked");
    const unlock = await app.lock(target);
    expect((await callAs(app, headers, "refreshOverview")).text).toContain('"code":"not-allowed"');
    expect((await app.ask("/enroll", headers)).status).toBe(403);
    await unlock();
    expect((await callAs(app, headers, "refreshOverview")).text).toContain('"ok":true');
  });
}

test("a bot with an admin's role is no admin", async ({ app }) => {
  await app.putUser({ name: "bot-x", roles: ["editor"], labels: { "teleport.internal/bot": "x" } });
  expect((await app.ask("/enroll", await as(app, "bot-x"))).status).toBe(403);
});

test("while the cluster can't confirm the roles nobody is an admin, and the page says why", async ({
  app,
}) => {
  await app.putUser({ name: "unheard", roles: ["editor"] });
  const headers = await as(app, "unheard");
  const stop = await app.fault("GetUser", {
    kind: "error",
    code: "PERMISSION_DENIED",
    message: "access denied",
  });
  const response = await app.ask("/enroll", headers);
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining("Teleport")]);
  expect((await callAs(app, headers, "refreshOverview")).text).toContain('"code":"teleport-access-denied"');
  await stop();
  expect((await app.ask("/enroll", headers)).status).toBe(200);
});

test("other host names are refused", async ({ app }) => {
  const status = async (url: string) => (await fetch(url, { redirect: "manual" })).status;
  expect(await status(app.internalUrl.replace("127.0.0.1", "localhost"))).toBe(421);
});
