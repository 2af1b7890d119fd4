import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openWorld, type World } from "../../support/enrollment/world.ts";
import { tamperWith } from "../../support/journal/tamper.ts";

/* What every page says of the journal, by the app's own wiring. */

let world: World;
let dataDir: string;
let server: {
  container: typeof import("#lib/server/container.ts");
  check: typeof import("#lib/server/journal-check.ts");
  header: typeof import("#lib/server/header.ts");
};

beforeAll(async () => {
  world = await openWorld();
  dataDir = join(world.location.dataDir, "server");
  const env = { ...world.sandbox.env, DATA_DIR: dataDir, LOG_LEVEL: "silent" };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  // The environment is read when the first of them is loaded.
  server = {
    container: await import("#lib/server/container.ts"),
    check: await import("#lib/server/journal-check.ts"),
    header: await import("#lib/server/header.ts"),
  };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

test("an entry that was changed past the app is named on every page, once the chain is followed", async () => {
  const { journal } = await server.container.container();
  for (const resource of ["one", "two", "three"]) {
    await journal.append({ type: "adopted", integration: "acme", resource, by: "alice" });
  }
  await server.check.checkJournal();
  expect((await server.header.headerOf("admin")).notices).toEqual([]);

  await tamperWith(
    "SQLite",
    { dataDir },
    "update events set body = replace(body, 'alice', 'mallory') where sequence = 2;",
  );
  await server.check.checkJournal();
  const [notice] = (await server.header.headerOf("admin")).notices;
  expect(notice).toMatchObject({ code: "journal-tampered", evidence: "entry 2" });
  expect(notice?.what).toContain("breaks at entry 2");
});
