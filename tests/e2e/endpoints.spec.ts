import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { expect, test } from "../support/e2e/test.ts";

const manifest = z.object({ node: z.record(z.string(), z.unknown()) });
const built = resolve(import.meta.dirname, "../../.next/server/server-reference-manifest.json");
const publicActions = 2; // signIn and signOut: anybody may try these

/** The ids of all server actions, as the build knows them: none can be forgotten. */
function actionIds(): string[] {
  return Object.keys(manifest.parse(JSON.parse(readFileSync(built, "utf8"))).node);
}

async function callAction(
  url: string,
  id: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}/sign-in`, {
    method: "POST",
    headers: {
      "Next-Action": id,
      "Content-Type": "text/plain;charset=UTF-8",
      Accept: "text/x-component",
      ...headers,
    },
    body: "[{}]",
  });
  return { status: response.status, text: await response.text() };
}

test("every server action of the build refuses whoever is not signed in", async ({ app }) => {
  const ids = actionIds();
  expect(ids.length).toBeGreaterThan(8);
  let open = 0;
  for (const id of ids) {
    const { text } = await callAction(app.url, id, { Origin: app.url, "Sec-Fetch-Site": "same-origin" });
    if (!text.includes("not-signed-in")) open += 1;
  }
  expect(open).toBeLessThanOrEqual(publicActions);
});

test("every server action of the build refuses other sites, before it looks at anything else", async ({
  app,
}) => {
  for (const id of actionIds()) {
    const { status } = await callAction(app.url, id, {
      Origin: "https://evil.example",
      "Sec-Fetch-Site": "cross-site",
    });
    expect(status).toBe(403);
  }
});

test("the stream of a run is closed to whoever is not signed in", async ({ app }) => {
  const response = await fetch(`${app.url}/enroll/any/runs/any/events`, {
    headers: { "Sec-Fetch-Site": "same-origin" },
  });
  expect(response.status).toBe(401);
});
