import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/*
 * What every server action demands by itself, whatever stands before it. Behind Teleport, with assertions of the
 * sandbox's cluster; of the framework only the request that it would hand on is made here.
 */

const asked = vi.hoisted(() => ({ headers: new Headers() }));
// On the server the framework's bundler puts this module in the other's place.
vi.mock("next/navigation", () => import("next/dist/client/components/navigation.react-server.js"));
vi.mock("next/headers", () => ({ headers: async () => asked.headers }));

const audience = "http://127.0.0.1:3000";
let world: World;
let dataAction: typeof import("#lib/server/action.ts").dataAction;
const handled: unknown[] = [];

beforeAll(async () => {
  world = await openWorld();
  const env = {
    ...world.sandbox.env,
    AUTH: "teleport",
    TELEPORT_APP_URI: audience,
    APP_ORIGIN: "https://aws-access.teleport.acme.test",
    DATA_DIR: join(world.location.dataDir, "server"),
    LOG_LEVEL: "silent",
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  // The environment is read when the first of them is loaded.
  ({ dataAction } = await import("#lib/server/action.ts"));
});
beforeEach(() => {
  handled.length = 0;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

async function call(
  who: "admin" | "user",
  { as, input = { count: 1 }, site = "same-origin" }: { as: string | null; input?: unknown; site?: string },
) {
  const headers = new Headers({ host: "127.0.0.1:3000", "sec-fetch-site": site });
  if (as !== null) {
    const body = { user: as, audience };
    const { token } = z
      .object({ token: z.string() })
      .parse(JSON.parse(await world.control.teleport("POST", "app-token", body)));
    headers.set("teleport-jwt-assertion", token);
  }
  asked.headers = headers;
  const action = dataAction(who, z.object({ count: z.number().min(1) }), async (given, { user }) => {
    handled.push(given);
    return user;
  });
  return await action(input as { count: number });
}

describe("a server action of admins", () => {
  test("works for an admin, who is named to it", async () => {
    expect(await call("admin", { as: "admin@acme" })).toEqual({ ok: true, value: "admin@acme" });
    expect(handled).toEqual([{ count: 1 }]);
  });

  test.each([
    ["somebody without an admin's role", { as: "alice" }, "not-allowed"],
    ["nobody", { as: null }, "not-signed-in"],
    ["an admin led here from another site", { as: "admin@acme", site: "cross-site" }, "cross-site"],
    ["an admin's input that can't be used", { as: "admin@acme", input: { count: 0 } }, "input-invalid"],
  ])("is not reached by %s", async (_who, from, code) => {
    expect(await call("admin", from)).toMatchObject({ ok: false, problem: { code } });
    expect(handled).toEqual([]);
  });

  test("looks at who is asking before it looks at the input", async () => {
    const from = { as: "alice", input: { count: "no number" } };
    expect(await call("admin", from)).toMatchObject({ ok: false, problem: { code: "not-allowed" } });
  });
});

describe("a server action of users", () => {
  test("works for whoever Teleport signed in, and for nobody else", async () => {
    expect(await call("user", { as: "alice" })).toEqual({ ok: true, value: "alice" });
    expect(await call("user", { as: null })).toMatchObject({ ok: false, problem: { code: "not-signed-in" } });
    expect(handled).toHaveLength(1);
  });
});
