import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { accountId, integrationRoleArn, name, roleArn } from "../../support/enrollment/production.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";
import { targetTag } from "../../support/observation/aws.ts";

/* What becomes of the draft of an enrollment that is taken away, by the app's own wiring. */

let world: World;
let server: {
  container: typeof import("#lib/server/container.ts");
  running: typeof import("#lib/server/running.ts");
};

beforeAll(async () => {
  world = await openWorld();
  const env = { ...world.sandbox.env, DATA_DIR: join(world.location.dataDir, "server"), LOG_LEVEL: "silent" };
  for (const [key, value] of Object.entries(env)) vi.stubEnv(key, value);
  // The environment is read when the first of them is loaded.
  server = {
    container: await import("#lib/server/container.ts"),
    running: await import("#lib/server/running.ts"),
  };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

const drafts = async () => {
  const { drafts: store } = await server.container.container();
  return (await store.list()).map(({ integration }) => integration);
};

/** Takes a tag away that the role does not have: already as planned, or, where it should get a value back, a conflict. */
async function offboard(after: typeof targetTag | null): Promise<string> {
  const { engine } = await server.container.container();
  const { name: cluster } = await world.core.teleport.cluster();
  const plan = await engine.savePlan(
    {
      scope: { cluster, accountId, partition: "aws", integration: name, integrationRoleArn },
      step: "offboard",
      changes: [
        changeOf("aws/role-tag", `${roleArn("Developer")}#${targetTag.key}`, {
          before: targetTag,
          after,
          why: "",
        }),
      ],
    },
    "admin",
  );
  const context = { user: "admin" } as Parameters<typeof server.running.apply>[1];
  const { runId } = await server.running.apply({ integration: name, planId: plan.id }, context);
  await vi.waitFor(async () => expect((await engine.run(runId))?.status).toBe("finished"), 30_000);
  return (await engine.run(runId))?.changes.map(({ status }) => status).join() ?? "";
}

test("the draft stays while something of its offboarding was not made, and goes with the run that makes all", async () => {
  const { drafts: store } = await server.container.container();
  await store.save({
    integration: name,
    roleName: "teleport-integration",
    accountId,
    partition: "aws",
    displayName: "Acme Production",
    createdAt: "2026-11-22T10:00:00.000Z",
    createdBy: "admin",
  });
  expect(await offboard({ ...targetTag, value: "yes" })).toBe("conflict");
  expect(await drafts()).toEqual([name]);
  expect(await offboard(null)).toBe("skipped");
  await vi.waitFor(async () => expect(await drafts()).toEqual([]), 30_000);
});
