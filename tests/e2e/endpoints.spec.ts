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

for (const path of ["runs/any/events", "now"]) {
  test(`what goes on in an enrollment, at ${path}, is closed to whoever is not signed in`, async ({
    app,
  }) => {
    const response = await fetch(`${app.url}/enroll/any/${path}`, {
      headers: { "Sec-Fetch-Site": "same-origin" },
    });
    expect(response.status).toBe(401);
  });
}
