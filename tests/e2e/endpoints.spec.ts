import { ask, cookieOf, expectSecured, type Answer } from "../support/e2e/answers.ts";
import { actionRequest, builtActions, type BuiltAction } from "../support/e2e/built-endpoints.ts";
import { expect, test } from "../support/e2e/test.ts";

/** What anybody may try: both are about signing in and out. */
const open = new Set(["signIn", "signOut"]);

async function callAction(
  url: string,
  action: BuiltAction,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const request = actionRequest(action);
  const response = await fetch(url + action.path, {
    ...request,
    headers: { ...request.headers, ...headers },
  });
  return { status: response.status, text: await response.text() };
}

test("every server action of the build refuses whoever is not signed in", async ({ app }) => {
  const closed = builtActions().filter(({ name }) => !open.has(name));
  expect(closed.length).toBeGreaterThan(8);
  for (const endpoint of closed) {
    const { status, text } = await callAction(app.url, endpoint, {
      Origin: app.url,
      "Sec-Fetch-Site": "same-origin",
    });
    expect(status, endpoint.name).toBe(401);
    expect(text, endpoint.name).toContain('"code":"not-signed-in"');
  }
});

test("every server action of the build refuses other sites, before it looks at anything else", async ({
  app,
}) => {
  for (const endpoint of builtActions()) {
    const { status } = await callAction(app.url, endpoint, {
      Origin: "https://evil.example",
      "Sec-Fetch-Site": "cross-site",
    });
    expect(status, endpoint.name).toBe(403);
  }
});

for (const path of [
  "/now",
  ...["runs/any/events", "now", "access.csv"].map((part) => `/enroll/any/${part}`),
]) {
  test(`what is told at ${path} is closed to whoever is not signed in`, async ({ app }) => {
    const response = await fetch(`${app.url}${path}`, {
      headers: { "Sec-Fetch-Site": "same-origin" },
    });
    expect(response.status).toBe(401);
  });
}

test("every refusal carries the security headers of a page: nothing frames it, guesses its type or learns where it came from", async ({
  admin,
  app,
}) => {
  const cookie = await cookieOf(admin);
  const [action] = builtActions().filter(({ name }) => !open.has(name));
  if (!action) throw new Error("The build has no action");
  const act = async (headers: Record<string, string>, id = action.id): Promise<Answer> => {
    const init = actionRequest({ ...action, id });
    const { status, headers: answered } = await fetch(app.url + action.path, {
      ...init,
      headers: { ...init.headers, Origin: app.url, "Sec-Fetch-Site": "same-origin", ...headers },
    });
    return { status, headers: answered };
  };
  const refusals: [string, number, Answer][] = [
    ["an action without a session", 401, await act({})],
    ["a stream without a session", 401, await ask(app, "/enroll/any/runs/any/events")],
    [
      "an action of another site",
      403,
      await act({ Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" }),
    ],
    ["a picture of another site", 403, await ask(app, "/icon.svg", { "sec-fetch-site": "cross-site" })],
    ["a page that is none", 404, await ask(app, "/no/such/page", { cookie })],
    ["an enrollment that is none", 404, await ask(app, "/enroll/none/why/not", { cookie })],
    ["a run's stream that is none", 404, await ask(app, "/enroll/any/runs/none/events", { cookie })],
    ["an action that is none", 409, await act({ cookie }, "0".repeat(42))],
    ["the page for what nobody foresaw", 500, await ask(app, "/_global-error", { cookie })],
    ["an asset that is none", 404, await ask(app, "/_next/static/none.js")],
    ["another host name", 421, await ask(app, "/", { host: "evil.example" })],
  ];
  for (const [what, status, answer] of refusals) {
    expect(answer.status, what).toBe(status);
    expectSecured(answer, what);
  }
});
