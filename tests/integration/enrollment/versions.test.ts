import { afterEach, expect, test } from "vitest";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { pingCheck } from "#lib/domain/enrollment/steps/integration/checks.ts";
import { begin, enroll, name } from "../../support/enrollment/production.ts";
import { observeAt, outcomes, runOf, stepStatuses } from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/* The same six steps on each version of Teleport. */

let world: World;
afterEach(() => world.close());

async function enrolledOn(serverVersion: string) {
  world = await openWorld({ serverVersion });
  await begin(world.core);
  const applied = await enroll(world.core);
  for (const step of Object.values(applied)) {
    expect(new Set(outcomes(runOf(step)))).toEqual(new Set(["verified"]));
  }
  return observeAt(world.core, name);
}

const rolesWritten = (o: Awaited<ReturnType<typeof enrolledOn>>) =>
  o.roles.ok ? o.roles.value.filter((role) => role.labels[enrollmentLabel] === name) : [];

test.each([
  ["17.7.1", "v7"],
  ["19.0.0", "v8"],
])("on %s all six are done, with access roles of version %s", async (serverVersion, version) => {
  const o = await enrolledOn(serverVersion);
  expect(new Set(Object.values(stepStatuses(o)))).toEqual(new Set(["done"]));
  expect(new Set(rolesWritten(o).map((role) => role.version))).toEqual(new Set([version]));
});

test("on 16, which lacks Ping, every change is made, and the light that nobody can read says so", async () => {
  const o = await enrolledOn("16.5.3");
  expect(stepStatuses(o)).toEqual({
    integration: "unknown",
    permissions: "done",
    trust: "done",
    app: "done",
    access: "done",
    launch: "done",
  });
  expect(pingCheck(o)).toMatchObject({
    verdict: "unknown",
    evidence: "This cluster can't test the integration “acme-production”. Its version lacks the call.",
    remedy: "Upgrade the cluster to Teleport 17 or newer.",
  });
  expect(new Set(rolesWritten(o).map((role) => role.version))).toEqual(new Set(["v7"]));
});
