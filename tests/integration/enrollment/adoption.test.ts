import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import { accountAccessRoleName, development } from "#lib/sandbox/seed/company.ts";
import { dumpOf, movedBetween, type Dump } from "../../support/enrollment/dump.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import { inputsFor } from "../../support/enrollment/production.ts";
import {
  applyStep,
  observeAt,
  outcomes,
  planAt,
  runOf,
  stepStatuses,
  undoRun,
} from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

const { accountId, alias: name } = development;
const roleArn = (role: string) => `arn:aws:iam::${accountId}:role/${role}`;
const [developer, readOnly] = [roleArn("Developer"), roleArn("ReadOnly")];
const inputs = inputsFor({ roleArns: [developer, readOnly], users: ["alice"] });

let world: World;
let before: Dump;
/** Enrolled by Teleport's own wizard, in an account that is reached through a role. */
beforeAll(async () => {
  world = await openWorld();
  await world.core.accounts.save({
    ...defaultProfile(accountId, "Acme Development"),
    accessRoleArn: roleArn(accountAccessRoleName),
  });
  before = await dumpOf(world.sandbox);
});
afterAll(() => world.close());

test("what Teleport's wizard made is done already; only a forgotten trust asks for attention", async () => {
  expect(stepStatuses(await observeAt(world.core, name))).toEqual({
    integration: "done",
    permissions: "done",
    trust: "attention",
    app: "done",
    access: "done",
    launch: "done",
  });
});

test("the plans hold exactly what is missing: one trust policy, access roles and their holder", async () => {
  const planned: Record<string, unknown> = {};
  for (const step of ["integration", "permissions", "trust", "app", "access"] as const) {
    const plan = await planAt(world.core, name, step, inputs[step]);
    planned[step] = plan.kind === "draft" ? plan.draft.changes.map(({ key }) => key) : plan.kind;
  }
  expect(planned).toEqual({
    integration: "nothing",
    permissions: "nothing",
    // Developer was enrolled by hand: its own statement, without our Sid, is enough.
    trust: [`aws/role-trust:${readOnly}`],
    app: "nothing",
    access: [
      "teleport/access-role:aws_access_Developer",
      "teleport/access-role:aws_access_ReadOnly",
      "teleport/user-access:alice",
    ],
  });
});

test("applying them touches nothing else, and undoing them leaves no trace", async () => {
  const trust = runOf(await applyStep(world.core, name, "trust", inputs.trust));
  const access = runOf(await applyStep(world.core, name, "access", inputs.access));
  expect(new Set([...outcomes(trust), ...outcomes(access)])).toEqual(new Set(["verified"]));
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([
    readOnly,
    "role aws_access_Developer",
    "role aws_access_ReadOnly",
    "user alice",
  ]);
  expect(new Set(Object.values(stepStatuses(await observeAt(world.core, name))))).toEqual(new Set(["done"]));
  expect((await launchAs(world.sandbox, "alice", name, readOnly)).page).toContain(accountId);
  expect((await launchAs(world.sandbox, "dana", name, developer)).status).toBe(200);

  for (const run of [access, trust])
    expect(new Set(outcomes((await undoRun(world.core, run.id))!))).toEqual(new Set(["verified"]));
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
});
