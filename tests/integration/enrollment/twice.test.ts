import { expect, onTestFinished, test } from "vitest";
import { dumpOf, movedBetween } from "../../support/enrollment/dump.ts";
import { begin, enroll, inputsFor, name } from "../../support/enrollment/production.ts";
import { admin, applyPlan, outcomes, planAt, runOf } from "../../support/enrollment/steps.ts";
import { openWorld } from "../../support/enrollment/world.ts";

test("enrolling a second time plans nothing and writes nothing, in neither half", async () => {
  const world = await openWorld();
  onTestFinished(() => world.close());
  await begin(world.core);
  const choices = { users: ["alice"], traitUsers: ["erin"] };
  for (const step of Object.values(await enroll(world.core, choices))) runOf(step);
  expect(await world.control.writes()).not.toEqual({ aws: 0, teleport: 0 });

  const before = await dumpOf(world.sandbox);
  await world.control.clearLog();
  const again = await enroll(world.core, choices);
  expect(Object.entries(again).map(([step, { kind }]) => `${step}: ${kind}`)).toEqual([
    "integration: nothing",
    "permissions: nothing",
    "trust: nothing",
    "app: nothing",
    "access: nothing",
  ]);
  expect(await world.control.writes()).toEqual({ aws: 0, teleport: 0 });
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
});

test("a plan that somebody else carried out meanwhile is skipped, without a write", async () => {
  const world = await openWorld();
  onTestFinished(() => world.close());
  const { core, control } = world;
  await begin(core);
  const { integration, permissions, trust } = inputsFor();
  for (const [step, input] of [
    ["integration", integration],
    ["permissions", permissions],
    ["trust", trust],
  ] as const) {
    const planned = await planAt(core, name, step, input);
    if (planned.kind !== "draft") throw new Error(`${step}: ${planned.kind}`);
    const [first, second] = [
      await core.engine.savePlan(planned.draft, admin),
      await core.engine.savePlan(planned.draft, admin),
    ];
    const made = await applyPlan(core, first.id);
    expect(new Set(outcomes(made))).toEqual(new Set(["verified"]));
    await control.clearLog();
    const late = await applyPlan(core, second.id);
    expect(late.status).toBe("finished");
    expect(late.changes.map(({ status }) => status)).toEqual(made.changes.map(() => "skipped"));
    expect(await control.writes()).toEqual({ aws: 0, teleport: 0 });
  }
});
