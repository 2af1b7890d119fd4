import { request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTeleport, type TeleportSandbox } from "#lib/sandbox/teleport/server.ts";
import { Browser, launchLink } from "./browser.ts";
import { clientsFor, control } from "./grpc-client.ts";

let sandbox: TeleportSandbox;
let browser: Browser;
let now: Date;
const developer = "arn:aws:iam::210987654321:role/Developer";

beforeEach(async () => {
  now = new Date();
  sandbox = await startTeleport({
    proxyPort: 0,
    webPort: 0,
    dir: null,
    awsEndpoint: null,
    now: () => now,
  });
  browser = new Browser(sandbox);
});

afterEach(() => sandbox.close());

test("the sign-in page lists the people of the cluster, and no bots", async () => {
  const page = await browser.text("/");
  expect(page).toContain('value="alice"');
  expect(page).toContain('value="carol"');
  expect(page).toContain("single sign-on (okta)");
  expect(page).not.toContain("bot-aws-access");
});

test("signing in sets a cookie that no script can read, and leads back to where one came from", async () => {
  const link = launchLink("acme-development", developer);
  expect(await browser.text(link)).toContain("Sign in to Teleport");
  const response = await browser.signIn("dana", link);
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe(link);
  expect(response.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Lax/);
});

test.each(["//evil.example/", "https://evil.example/", "/\\evil.example", "/.//evil.example", "evil"])(
  "a sign-in never leads to %s",
  async (next) => {
    expect((await browser.signIn("dana", next)).headers.get("location")).toBe("/");
  },
);

test("a bot or a stranger can't sign in, nor can another site do it", async () => {
  expect((await browser.signIn("bot-aws-access")).status).toBe(403);
  expect((await browser.signIn("nobody")).status).toBe(403);
  const crossSite = await browser.post("/web/sign-in", { user: "dana" }, { "sec-fetch-site": "cross-site" });
  expect(crossSite.status).toBe(403);
  const otherOrigin = await fetch(`${sandbox.webUrl}/web/sign-in`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
    body: new URLSearchParams({ user: "dana" }),
  });
  expect(otherOrigin.status).toBe(403);
});

test("home shows a person's AWS apps and roles, each with its launch link", async () => {
  await browser.signIn("dana");
  const page = await browser.text("/");
  expect(page).toContain("Signed in as <strong>dana</strong>");
  expect(page).toContain("AWS account 210987654321");
  expect(page).toContain(launchLink("acme-development", developer));
  expect(page).not.toContain("aws-legacy");
});

test("home says it when an app offers no role, and when there is no app at all", async () => {
  await browser.signIn("mallory");
  expect(await browser.text("/")).toContain("no AWS role is granted to you");
  await browser.signIn("bob");
  expect(await browser.text("/")).toContain("No AWS console is granted to you");
});

test("what a user is given counts from the next sign-in", async () => {
  await browser.signIn("bob");
  const clients = clientsFor(sandbox);
  const { user } = await clients.users.getUser({ name: "bob" });
  user?.Spec?.Roles.push("aws_dev");
  await clients.users.updateUser({ user: user ?? {} });
  clients.close();
  expect(await browser.text("/")).not.toContain(developer);
  await browser.signIn("bob");
  expect(await browser.text("/")).toContain(developer);
});

test("a single sign-on user is made anew at each sign-in: an edited trait does not last", async () => {
  const clients = clientsFor(sandbox);
  const { user } = await clients.users.getUser({ name: "carol" });
  user?.Spec?.Traits?.Values["aws_role_arns"]?.Values.push(developer);
  await clients.users.updateUser({ user: user ?? {} });
  await browser.signIn("carol");
  expect(await browser.text("/")).not.toContain(developer);
  const { user: after } = await clients.users.getUser({ name: "carol" });
  expect(after?.Spec?.Traits?.Values["aws_role_arns"]?.Values).not.toContain(developer);
  clients.close();
});

test.each([
  [
    "a role that nobody granted",
    "dana",
    launchLink("acme-development", `${developer}Admin`),
    "no role grants",
  ],
  [
    "an app whose labels match no role",
    "bob",
    launchLink("acme-development", developer),
    "no application at",
  ],
  ["an app that a role denies", "heidi", launchLink("acme-development", developer), "no application at"],
  ["an app that does not exist", "dana", launchLink("nowhere", developer), "no application at"],
  ["an app without AWS", "frank", launchLink("wiki", developer), "runs on an agent"],
  [
    "a role when the cluster reaches no AWS",
    "dana",
    launchLink("acme-development", developer),
    "reaches no AWS",
  ],
])("launching %s is refused with the reason", async (_what, user, link, reason) => {
  await browser.signIn(user);
  const response = await browser.get(link);
  expect(response.status).toBe(403);
  const page = await response.text();
  expect(page).toContain("Teleport refused");
  expect(page).toContain(reason);
});

test("a launch is refused for another cluster, and in the last quarter of an hour of the session", async () => {
  await browser.signIn("dana");
  const link = launchLink("acme-development", developer);
  const other = await browser.text(link.replace("/teleport.acme.test/", "/leaf.acme.test/"));
  expect(other).toContain("leaf.acme.test");
  now = new Date(now.getTime() + (12 * 60 - 14) * 60_000);
  expect(await browser.text(link)).toContain("less than 15 minutes");
  now = new Date(now.getTime() + 15 * 60_000);
  expect(await browser.text(link)).toContain("Sign in to Teleport");
});

test("names that look like markup are shown as they are", async () => {
  await control(sandbox, "PUT", "users", { name: "<img src=x>", roles: [] });
  const page = await browser.text("/");
  expect(page).toContain("&lt;img src=x&gt;");
  expect(page).not.toContain("<img");
});

test("pages shut out scripts, frames and other sites", async () => {
  const policy = (await browser.get("/")).headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|script-src/);
});

test("signing out ends the session", async () => {
  await browser.signIn("dana");
  await browser.post("/web/sign-out", {});
  expect(await browser.text("/")).toContain("Sign in to Teleport");
});

test("the issuer's documents are there in plain HTTP, asked for under the issuer's name", async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const url = new URL("/.well-known/openid-configuration", sandbox.issuerBaseUrl);
    request(url, { headers: { host: "teleport.acme.test" }, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve(text));
    })
      .on("error", reject)
      .end();
  });
  expect(JSON.parse(answer)).toMatchObject({ issuer: "https://teleport.acme.test" });
});

test("under another name the pages are not served", async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(sandbox.webUrl, { headers: { host: "evil.example" }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(421);
});
