import { decodeJwt } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTeleport, type TeleportSandbox } from "#lib/sandbox/teleport/server.ts";
import { Browser } from "../sandbox/teleport/browser.ts";
import { startApplication, statusUnder } from "./served-app.ts";

let application: Awaited<ReturnType<typeof startApplication>>;
let sandbox: TeleportSandbox;
let appUrl: string;

beforeEach(async () => {
  application = await startApplication((request, response) => {
    if (request.url === "/stream") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: first\n\n");
    } else {
      response.writeHead(200, { "content-type": "text/plain", "x-app": "1" });
      request.pipe(response);
    }
  });
  sandbox = await startTeleport({
    proxyPort: 0,
    webPort: 0,
    dir: null,
    awsEndpoint: null,
    app: { port: 0, target: application.url },
  });
  appUrl = sandbox.appUrl ?? "";
});
afterEach(async () => {
  await sandbox.close();
  await application.close();
});

/** The cookie of a browser on which the user is signed in to Teleport. */
async function signIn(user: string): Promise<string> {
  const response = await new Browser(sandbox).signIn(user);
  return (response.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(appUrl + path, { redirect: "manual", headers });

test("who is not signed in is led to sign in, and from there back to where they wanted to go", async () => {
  const first = await get("/enroll?search=a%20b");
  expect(first.status).toBe(302);
  const location = first.headers.get("location") ?? "";
  expect(location).toMatch(`${sandbox.webUrl}/web/launch/aws-access.teleport.acme.test?path=`);
  expect(application.seen).toEqual([]);

  const browser = new Browser(sandbox);
  const path = location.slice(sandbox.webUrl.length);
  expect(await browser.text(path)).toContain("Sign in to Teleport");
  const signedIn = await browser.signIn("alice", path);
  expect(signedIn.headers.get("location")).toBe(path);
  const launched = await browser.get(path);
  expect(launched.headers.get("location")).toBe(`${appUrl}/enroll?search=a%20b`);
});

test.each(["//evil.example/", "https://evil.example/", "@evil.example/", "evil"])(
  "a launch never leads on to %s",
  async (path) => {
    const browser = new Browser(sandbox);
    await browser.signIn("alice");
    const launched = await browser.get(
      `/web/launch/aws-access.teleport.acme.test?path=${encodeURIComponent(path)}`,
    );
    expect(launched.headers.get("location")).toBe(`${appUrl}/`);
  },
);

test("each request carries an assertion of who is signed in, and nothing that the browser put in its place", async () => {
  const cookie = await signIn("carol");
  const response = await get("/path?query=1", {
    cookie: `other=kept; ${cookie}`,
    "teleport-jwt-assertion": "forged",
    "x-forwarded-host": "evil.example",
    "sec-fetch-site": "cross-site",
  });
  expect([response.status, response.headers.get("x-app")]).toEqual([200, "1"]);
  const [request] = application.seen;
  expect(request).toMatchObject({
    url: "/path?query=1",
    headers: {
      host: new URL(application.url).host,
      cookie: "other=kept",
      "x-forwarded-host": new URL(appUrl).host,
      "sec-fetch-site": "cross-site",
    },
  });
  const claims = decodeJwt(String(request?.headers["teleport-jwt-assertion"]));
  expect(claims).toMatchObject({
    iss: "teleport.acme.test",
    sub: "carol",
    username: "carol",
    aud: [application.url],
    roles: ["sso-aws"],
    traits: { groups: ["cloud"] },
  });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(12 * 3600);
});

test("bodies and streams pass as they come", async () => {
  const cookie = await signIn("alice");
  const posted = await fetch(appUrl, { method: "POST", headers: { cookie }, body: "a body" });
  expect(await posted.text()).toBe("a body");
  const stream = await get("/stream", { cookie });
  const { value } = (await stream.body?.getReader().read()) ?? {};
  expect(new TextDecoder().decode(value)).toBe("data: first\n\n");
});

test("signing out at the application's address ends the session", async () => {
  const cookie = await signIn("alice");
  expect((await get("/teleport-logout", { cookie })).headers.get("location")).toBe(`${sandbox.webUrl}/`);
  expect((await get("/", { cookie })).status).toBe(302);
  expect(application.seen).toEqual([]);
});

test("an application that is down is told from one that refuses", async () => {
  const cookie = await signIn("alice");
  await application.close();
  expect((await get("/", { cookie })).status).toBe(502);
});

test("another name of the address is not answered", async () => {
  expect(await statusUnder(appUrl, "evil.example")).toBe(421);
});

test("the cluster's own page leads to the application", async () => {
  const browser = new Browser(sandbox);
  await browser.signIn("bob");
  expect(await browser.text("/")).toContain('href="/web/launch/aws-access.teleport.acme.test"');
});
