import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { expect, test } from "../support/e2e/test.ts";

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({ workers: z.record(z.string(), z.unknown()), exportedName: z.string() }),
  ),
});
const built = resolve(import.meta.dirname, "../../.next/server/server-reference-manifest.json");

/** What anybody may try: both are about signing in and out. */
const open = new Set(["signIn", "signOut"]);

interface Endpoint {
  id: string;
  name: string;
  /** Path of a page that the action is called from. */
  path: string;
}

/** All server actions as the build knows them: none can be forgotten. */
function endpoints(): Endpoint[] {
  const { node } = manifest.parse(JSON.parse(readFileSync(built, "utf8")));
  return Object.entries(node).map(([id, { workers, exportedName }]) => {
    const worker = Object.keys(workers).find((name) => !name.includes("_not-found")) ?? "";
    const path = worker
      .replace(/^app/, "")
      .replace(/\/page$/, "")
      .replaceAll(/\/\([^)]*\)/g, "")
      .replaceAll(/\[([^\]]*)\]/g, "$1");
    return { id, name: exportedName, path: path || "/" };
  });
}

async function callAction(
  url: string,
  { id, path }: Endpoint,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    redirect: "manual",
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
  const closed = endpoints().filter(({ name }) => !open.has(name));
  expect(closed.length).toBeGreaterThan(8);
  for (const endpoint of closed) {
    const { text } = await callAction(app.url, endpoint, {
      Origin: app.url,
      "Sec-Fetch-Site": "same-origin",
    });
    expect(text, endpoint.name).toContain('"code":"not-signed-in"');
  }
});

test("every server action of the build refuses other sites, before it looks at anything else", async ({
  app,
}) => {
  for (const endpoint of endpoints()) {
    const { status } = await callAction(app.url, endpoint, {
      Origin: "https://evil.example",
      "Sec-Fetch-Site": "cross-site",
    });
    expect(status, endpoint.name).toBe(403);
  }
});

test("the stream of a run is closed to whoever is not signed in", async ({ app }) => {
  const response = await fetch(`${app.url}/enroll/any/runs/any/events`, {
    headers: { "Sec-Fetch-Site": "same-origin" },
  });
  expect(response.status).toBe(401);
});
