import { afterAll, beforeAll, expect, test } from "vitest";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { dumpOf, movedBetween } from "../../support/enrollment/dump.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import { accountId, begin, inputsFor, name, roleArn } from "../../support/enrollment/production.ts";
import { applyStep, outcomes, planAt, runOf, undoRun } from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/*
 * Access roles that somebody made by hand, as the guide's step 5 tells: one that fits exactly and has a holder already,
 * and the seeded one of another account under the guide's name.
 */
const fitting = roleArn("engineering/Developer");
const clashing = roleArn("platform/LogReader");
const byHand = "aws_access_Developer";

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const { core, control } = world;
  await begin(core);
  await control.teleport("PUT", "roles", {
    version: "v7",
    metadata: { name: byHand, labels: { owner: "platform" } },
    spec: { allow: { app_labels: { aws_account_id: accountId }, aws_role_arns: [fitting] } },
  });
  await control.teleport("PUT", "users", { name: "bob", roles: ["developer", byHand] });
  const inputs = inputsFor({ roleArns: [fitting] });
  for (const step of ["integration", "permissions", "trust", "app"] as const) {
    runOf(await applyStep(core, name, step, inputs[step]));
  }
});
afterAll(() => world.close());

const access = (over: Partial<ReturnType<typeof inputsFor>["access"]> = {}) => ({
  ...inputsFor({ roleArns: [fitting], users: ["alice"] }).access,
  ...over,
});

test("without consent nothing is planned; under a clashing name another one is taken", async () => {
  expect(await planAt(world.core, name, "access", access())).toMatchObject({
    kind: "refused",
    fieldErrors: { [`adopt.${byHand}`]: expect.any(String) },
  });
  const planned = await planAt(world.core, name, "access", access({ roleArns: [clashing] }));
  const keys = planned.kind === "draft" ? planned.draft.changes.map(({ key }) => key) : [];
  expect(keys).toEqual([
    `teleport/access-role:aws_access_${accountId}_LogReader`,
    "teleport/user-access:alice",
  ]);
});

test("adopted on consent it is granted and opens; undone, it is what it was, and its holder keeps it", async () => {
  const before = await dumpOf(world.sandbox);
  const run = runOf(
    await applyStep(world.core, name, "access", access({ users: ["alice", "bob"], adopt: [byHand] })),
  );
  expect(outcomes(run)).toEqual(["verified", "verified"]);
  expect(run.changes.map(({ change }) => change.key)).toEqual([
    `teleport/access-role:${byHand}`,
    "teleport/user-access:alice",
  ]);
  const after = await dumpOf(world.sandbox);
  expect(movedBetween(before, after)).toEqual([`role ${byHand}`, "user alice"]);
  expect(await world.core.teleport.getRole(byHand)).toMatchObject({
    labels: { owner: "platform", [enrollmentLabel]: name },
    allow: { awsRoleArns: [fitting] },
  });
  expect((await launchAs(world.sandbox, "alice", name, fitting)).status).toBe(200);

  await world.control.clearLog();
  expect((await applyStep(world.core, name, "access", access({ adopt: [byHand] }))).kind).toBe("nothing");
  expect(await world.control.writes()).toEqual({ aws: 0, teleport: 0 });

  const undone = await undoRun(world.core, run.id);
  expect(new Set(outcomes(undone!))).toEqual(new Set(["verified"]));
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
  expect((await world.core.teleport.getUser("bob"))?.roles).toContain(byHand);
  expect((await launchAs(world.sandbox, "alice", name, fitting)).status).toBe(403);
});

test("a holder who gets another role in the same run is read right, before and after the adoption", async () => {
  const other = roleArn("finance/BillingAnalyst");
  const before = await dumpOf(world.sandbox);
  const run = runOf(
    await applyStep(
      world.core,
      name,
      "access",
      access({ roleArns: [fitting, other], users: ["bob"], adopt: [byHand] }),
    ),
  );
  expect(new Set(outcomes(run))).toEqual(new Set(["verified"]));
  expect((await world.core.teleport.getUser("bob"))?.roles).toEqual([
    "developer",
    byHand,
    "aws_access_BillingAnalyst",
  ]);
  expect(new Set(outcomes((await undoRun(world.core, run.id))!))).toEqual(new Set(["verified"]));
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
});

test("once somebody widened it, undoing takes the grant back and leaves the role alone, with the reason", async () => {
  const run = runOf(await applyStep(world.core, name, "access", access({ adopt: [byHand] })));
  await world.control.teleport("PUT", "roles", {
    version: "v7",
    metadata: { name: byHand, labels: { owner: "platform", [enrollmentLabel]: name } },
    spec: {
      allow: {
        app_labels: { aws_account_id: accountId },
        aws_role_arns: [fitting, roleArn("finance/BillingAnalyst")],
      },
    },
  });
  const { draft, conflicts } = await world.core.engine.prepareUndo(run.id);
  expect(draft.changes.map(({ resource }) => resource)).toEqual([
    { kind: "teleport/user-access", id: "alice" },
  ]);
  expect(conflicts).toMatchObject([
    { changeKey: `teleport/access-role:${byHand}`, problem: { code: "undo-conflict" } },
  ]);
});
