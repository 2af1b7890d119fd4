import { expect, onTestFinished, test } from "vitest";
import type { RemovalPlan } from "#lib/domain/enrollment/offboard/plan.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { dumpOf, movedBetween } from "../../support/enrollment/dump.ts";
import { begin, enroll, name, targets } from "../../support/enrollment/production.ts";
import { applyRemoval, draftOf, offboardPlanAt } from "../../support/enrollment/removal.ts";
import { isInstalled, runByHand } from "../../support/enrollment/shell.ts";
import { runOf } from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/** Without these programs there is nothing to run the script with: then Apply is held to the same. */
const canRun = isInstalled("aws") && isInstalled("jq");

async function doByHand(world: World, plan: RemovalPlan): Promise<void> {
  const { scope, changes } = draftOf(plan).draft;
  const { status, said } = await runByHand(world, byHandForPlan(scope, changes));
  expect(`${status} ${said}`).toMatch(/^0/);
}

test("the script of an offboarding, run with sh, leaves no trace either", async () => {
  const world = await openWorld();
  onTestFinished(() => world.close());
  const { core } = world;
  await begin(core);
  const before = await dumpOf(world.sandbox);
  // Heidi's trait is empty again afterwards.
  const choices = { roleArns: [targets[0]], users: ["alice"], traitUsers: ["heidi"] };
  for (const step of Object.values(await enroll(core, choices))) runOf(step);
  const plan = await offboardPlanAt(core, name, ["access-roles"]);
  await (canRun ? doByHand(world, plan) : applyRemoval(core, plan));
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
});
