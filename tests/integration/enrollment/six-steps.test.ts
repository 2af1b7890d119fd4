import { afterAll, beforeAll, expect, test } from "vitest";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import { accountId, begin, enroll, inputsFor, name, targets } from "../../support/enrollment/production.ts";
import { applyStep, observeAt, outcomes, runOf, stepStatuses } from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await begin(world.core);
});
afterAll(() => world.close());

test("a draft alone is no step done: the first is open, the others wait", async () => {
  expect(stepStatuses(await observeAt(world.core, name))).toEqual({
    integration: "open",
    permissions: "waiting",
    trust: "waiting",
    app: "waiting",
    access: "waiting",
    launch: "waiting",
  });
});

test("the steps, applied one after the other, are done, and every change is verified", async () => {
  const applied = await enroll(world.core);
  for (const step of Object.values(applied)) {
    const run = runOf(step);
    expect(run.status).toBe("finished");
    expect(new Set(outcomes(run))).toEqual(new Set(["verified"]));
  }
  expect(stepStatuses(await observeAt(world.core, name))).toEqual({
    integration: "done",
    permissions: "done",
    trust: "done",
    app: "done",
    access: "done",
    launch: "done",
  });
  expect(await world.core.journal.firstBrokenLink()).toBeNull();
});

test("alice launches each of the three roles, and the console names account and role", async () => {
  for (const arn of targets) {
    const launched = await launchAs(world.sandbox, "alice", name, arn);
    expect(launched.status).toBe(200);
    expect(launched.page).toContain(accountId);
    expect(launched.page).toContain(arn.slice(arn.lastIndexOf("/") + 1));
    expect(launched.page).toContain("alice");
  }
});

test("bob, whom nobody gave access, finds no app there", async () => {
  const launched = await launchAs(world.sandbox, "bob", name, targets[0]);
  expect(launched.status).toBe(403);
  expect(launched.page).toContain("no application");
});

test("the lights say of every role of the account what a launch then finds", async () => {
  const before = await observeAt(world.core, name);
  if (!before.scan.ok) throw new Error(before.scan.problem.what);
  const roleArns = before.scan.value.roles.map(({ arn }) => arn);
  const refused = await applyStep(world.core, name, "access", inputsFor({ roleArns }).access);
  if (refused.kind !== "refused") throw new Error("Roles that are no targets were taken");
  const never = new Set(
    Object.keys(refused.fieldErrors ?? {}).map((field) => field.replace("roleArns.", "")),
  );
  const offered = roleArns.filter((arn) => !never.has(arn));
  const granted = await applyStep(world.core, name, "access", inputsFor({ roleArns: offered }).access);
  expect(new Set(outcomes(runOf(granted)))).toEqual(new Set(["verified"]));

  const { tiles } = launchStepView(await observeAt(world.core, name));
  expect(tiles).toHaveLength(offered.length);
  const seen = new Map<string, number>();
  for (const { roleArn, state, consoleUrl, says } of tiles) {
    const { status, page } = await launchAs(world.sandbox, "alice", name, roleArn);
    seen.set(state, (seen.get(state) ?? 0) + 1);
    if (state === "unknown" || state === "ready-if") continue;
    const opens = state !== "fails";
    expect(`${roleArn} ${status}`).toBe(`${roleArn} ${opens ? 200 : 403}`);
    expect(consoleUrl === null).toBe(!opens);
    if (opens) continue;
    expect(says).not.toBe("");
    expect(page).toMatch(/AWS refused[\s\S]*AccessDenied[\s\S]*is not authorized to perform: sts:AssumeRole/);
  }
  // Neither light is there for want of the other.
  expect(seen.get("ready")).toBeGreaterThanOrEqual(targets.length);
  expect(seen.get("fails")).toBeGreaterThan(10);
});
