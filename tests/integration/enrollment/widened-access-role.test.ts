import { expect, onTestFinished, test, describe } from "vitest";
import { accessStepView } from "#lib/domain/enrollment/steps/access/view.ts";
import { dumpOf, movedBetween } from "../../support/enrollment/dump.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import { accountId, begin, enroll, inputsFor, name, targets } from "../../support/enrollment/production.ts";
import { admin, applyPlan, applyStep, observeAt, planAt, runOf } from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

const [developer] = targets;

async function opened(): Promise<World> {
  const world = await openWorld();
  onTestFinished(() => world.close());
  await begin(world.core);
  return world;
}

async function enrolled(): Promise<World> {
  const world = await opened();
  for (const step of Object.values(await enroll(world.core))) runOf(step);
  await world.control.clearLog();
  return world;
}

describe("an access role that somebody widened by hand", () => {
  const widened = "aws_access_Developer";

  async function widen(world: World, spec: Record<string, unknown>): Promise<void> {
    await world.control.teleport("PUT", "roles", {
      version: "v8",
      metadata: { name: widened, labels: { "aws-access.teleport/enrollment": name } },
      spec: { allow: { app_labels: { aws_account_id: accountId }, aws_role_arns: [developer], ...spec } },
    });
  }

  // More AWS roles, or more than AWS roles.
  test.each([
    ["by another AWS role", { aws_role_arns: [developer, targets[2]] }],
    ["by rules of the cluster", { rules: [{ resources: ["user"], verbs: ["*"] }] }],
    ["by every app beside the account's", { app_labels: { aws_account_id: accountId, "*": "*" } }],
  ])("%s is given to nobody else, and step 5 says so", async (_how, spec) => {
    const world = await enrolled();
    const { core } = world;
    await widen(world, spec);
    const o = await observeAt(core, name);
    const option = accessStepView(o, null).roles.find((one) => one.roleArn === developer);
    expect(option?.accessRole).toBe(`aws_access_${accountId}_Developer`);
    const { access } = inputsFor({ roleArns: [developer], users: ["bob"] });
    const run = runOf(await applyStep(core, name, "access", access));
    expect(run.changes.map(({ change }) => change.key)).toEqual([
      `teleport/access-role:aws_access_${accountId}_Developer`,
      "teleport/user-access:bob",
    ]);
    expect((await launchAs(world.sandbox, "bob", name, developer)).status).toBe(200);
    expect((await launchAs(world.sandbox, "bob", name, targets[2])).status).toBe(403);
    expect((await core.teleport.getUser("bob"))?.roles).not.toContain(widened);
  });

  test.each([
    ["another AWS role", { aws_role_arns: [developer, targets[2]] }, "conflict", "changed-meanwhile"],
    ["another ARN of the same count", { aws_role_arns: [targets[2]] }, "conflict", "changed-meanwhile"],
    [
      "every app beside the account's",
      { app_labels: { aws_account_id: accountId, "*": "*" } },
      "conflict",
      "changed-meanwhile",
    ],
    [
      "rules of the cluster",
      { rules: [{ resources: ["user"], verbs: ["*"] }] },
      "failed",
      "refused-by-gateway",
    ],
  ])("by %s between plan and apply: the grant is refused by name", async (_how, spec, status, code) => {
    const world = await enrolled();
    const { core } = world;
    const { access } = inputsFor({ roleArns: [developer], users: ["bob"] });
    const planned = await planAt(core, name, "access", access);
    if (planned.kind !== "draft") throw new Error(planned.kind);
    const plan = await core.engine.savePlan(planned.draft, admin);
    await widen(world, spec);
    const before = await dumpOf(world.sandbox);
    const run = await applyPlan(core, plan.id);
    expect(run.changes.map((change) => [change.status, change.problem?.code])).toEqual([[status, code]]);
    expect(run.changes[0]?.problem?.what).toContain(widened);
    expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
  });

  test("keeps what somebody put into it when ours is undone", async () => {
    const world = await opened();
    const { core } = world;
    const { access } = await enroll(core, { roleArns: [developer] });
    await widen(world, { rules: [{ resources: ["user"], verbs: ["*"] }] });
    const { draft } = await core.engine.prepareUndo(runOf(access).id);
    const run = await applyPlan(core, (await core.engine.savePlan(draft, admin)).id);
    expect(
      run.changes.map(({ change, status, problem }) => [change.resource.id, status, problem?.code]),
    ).toEqual([
      ["alice", "verified", undefined],
      [widened, "failed", "refused-by-gateway"],
    ]);
    expect((await core.teleport.getRole(widened))?.grantsMore).toBe(true);
  });
});
