import { describe, expect, test } from "vitest";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import { accessStepView } from "#lib/domain/enrollment/steps/access/view.ts";
import { appStepView } from "#lib/domain/enrollment/steps/app/view.ts";
import { accountAccessRoleName, development } from "#lib/sandbox/seed/company.ts";
import { dumpOf, movedBetween } from "../../support/enrollment/dump.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import { accountId, enroll, inputsFor, name, roleArn, targets } from "../../support/enrollment/production.ts";
import {
  admin,
  applyPlan,
  applyStep,
  observeAt,
  outcomes,
  planAt,
  runOf,
  stepStatuses,
  undoRun,
} from "../../support/enrollment/steps.ts";
import { addStatement } from "../../support/enrollment/stranger.ts";
import type { World } from "../../support/enrollment/world.ts";
import {
  begunWorld,
  enrolledWorld,
  strangersIam,
  second,
  enrollSecond,
  refusalOf,
  nothingWritten,
} from "../../support/enrollment/scenes.ts";

const [developer] = targets;

describe("two accounts with roles of the same name", () => {
  test("stay apart: names, writes and what people reach", async () => {
    const world = await begunWorld();
    const { core } = world;
    const developerThere = `arn:aws:iam::${development.accountId}:role/Developer`;
    await core.accounts.save({
      ...defaultProfile(development.accountId, "Acme Development"),
      accessRoleArn: `arn:aws:iam::${development.accountId}:role/${accountAccessRoleName}`,
    });
    const before = await dumpOf(world.sandbox);
    const there = inputsFor({ roleArns: [developerThere], users: ["bob"] });
    runOf(await applyStep(core, development.alias, "access", there.access));
    for (const step of Object.values(await enroll(core, { roleArns: [developer], users: ["alice"] })))
      runOf(step);

    const moved = movedBetween(before, await dumpOf(world.sandbox));
    expect(moved.filter((one) => one.includes(development.accountId))).toEqual(
      [`role aws_access_${accountId}_Developer`].filter((one) => one.includes(development.accountId)),
    );
    expect(moved).toEqual(
      expect.arrayContaining(["role aws_access_Developer", `role aws_access_${accountId}_Developer`]),
    );
    const launches = await Promise.all([
      launchAs(world.sandbox, "alice", name, developer),
      launchAs(world.sandbox, "alice", development.alias, developerThere),
      launchAs(world.sandbox, "bob", development.alias, developerThere),
      launchAs(world.sandbox, "bob", name, developer),
    ]);
    expect(launches.map(({ status }) => status)).toEqual([200, 403, 200, 403]);
    expect(launches[0]?.page).toContain(accountId);
    expect(launches[2]?.page).toContain(development.accountId);
  });

  test("a role ARN of the other account is refused at the field, and nothing is written", async () => {
    const world = await enrolledWorld();
    const theirs = `arn:aws:iam::${development.accountId}:role/Developer`;
    const inputs = inputsFor({ roleArns: [theirs] });
    for (const step of ["trust", "access"] as const) {
      const refused = await applyStep(world.core, name, step, inputs[step] as never);
      expect(refused.kind === "refused" ? Object.keys(refused.fieldErrors ?? {}) : []).toEqual([
        `roleArns.${theirs}`,
      ]);
    }
    expect(await world.control.writes()).toEqual(nothingWritten);
  });
});

describe("two integrations in one account", () => {
  async function bothEnrolled() {
    const world = await begunWorld();
    const { core } = world;
    const first = await enroll(core, { roleArns: [developer], users: ["alice"] });
    const runs = await enrollSecond(core, { roleArns: [targets[1], targets[2]], users: ["bob"] });
    return { world, core, first, runs };
  }

  test("share provider and tag, and each person reaches what was planned for them", async () => {
    const { world, core, runs } = await bothEnrolled();
    // The provider is the account's: the second integration adds nothing to it.
    expect(runs[0]?.changes.map(({ change }) => change.resource.kind)).toEqual([
      "aws/role",
      "teleport/integration",
    ]);
    expect(stepStatuses(await observeAt(core, second))).toMatchObject({ access: "done", launch: "done" });
    const launches = [
      await launchAs(world.sandbox, "alice", name, developer),
      await launchAs(world.sandbox, "bob", second, targets[1]),
      await launchAs(world.sandbox, "bob", name, targets[1]),
      await launchAs(world.sandbox, "alice", second, developer),
    ];
    // Alice's older access role matches the account alone, so she sees the second app; AWS lets her in nowhere by it.
    expect(launches.map(({ status }) => status)).toEqual([200, 200, 403, 403]);
    expect(launches[3]?.page).toContain("AWS refused");

    // The first enrollment says so, and applying its step again narrows its access roles to its own app.
    const { access } = inputsFor({ roleArns: [developer], users: ["alice"] });
    const app = await applyStep(core, name, "app", { extraLabels: {} });
    expect(app.kind).toBe("nothing");
    const narrowed = runOf(await applyStep(core, name, "access", access));
    expect(narrowed.changes.map(({ change }) => change.key)).toEqual([
      "teleport/access-role:aws_access_Developer",
    ]);
    const again = await launchAs(world.sandbox, "alice", second, developer);
    expect(again.page).toContain("Teleport refused");
    expect((await launchAs(world.sandbox, "alice", name, developer)).status).toBe(200);
  });

  test("undoing the first leaves what the second stands on", async () => {
    const { world, core, first } = await bothEnrolled();
    const trust = runOf(await applyStep(core, second, "trust", inputsFor({ roleArns: [developer] }).trust));
    expect(trust.changes.map(({ change }) => change.resource.kind)).toEqual(["aws/role-trust"]);
    await undoRun(core, runOf(first.access).id);
    await undoRun(core, runOf(first.app).id);
    // The tag of Developer is the second one's as well by now.
    const { draft, conflicts } = await core.engine.prepareUndo(runOf(first.trust).id);
    expect(conflicts.map(({ changeKey, problem }) => [changeKey, problem.code])).toEqual([
      [`aws/role-tag:${developer}#teleport.dev/integration`, "still-needed"],
    ]);
    await applyPlan(core, (await core.engine.savePlan(draft, admin)).id);
    await undoRun(core, runOf(first.permissions).id);
    const { draft: rest, conflicts: shared } = await core.engine.prepareUndo(runOf(first.integration).id);
    expect(shared.map(({ changeKey, problem }) => [changeKey.split(":")[0], problem.code])).toEqual([
      ["aws/oidc-provider", "still-needed"],
    ]);
    const undone = await applyPlan(core, (await core.engine.savePlan(rest, admin)).id);
    expect(new Set(outcomes(undone))).toEqual(new Set(["verified"]));
    expect(new Set(Object.values(stepStatuses(await observeAt(core, second))))).not.toContain("attention");
    expect((await launchAs(world.sandbox, "bob", second, targets[1])).status).toBe(200);
  });
});

describe("an integration of another cluster in the same account", () => {
  const stagingRoleArn = roleArn("teleport-staging-integration");

  test("keeps the tag that it needs, whoever put it there", async () => {
    const world = await begunWorld();
    const { core } = world;
    const { trust } = await enroll(core, { roleArns: [developer] });
    const iam = await strangersIam(world);
    await addStatement(iam, "Developer", "Staging", { AWS: stagingRoleArn });
    const { draft, conflicts } = await core.engine.prepareUndo(runOf(trust).id);
    expect(conflicts.map(({ changeKey, problem }) => [changeKey, problem.code])).toEqual([
      [`aws/role-tag:${developer}#teleport.dev/integration`, "still-needed"],
    ]);
    expect(conflicts[0]?.problem.evidence).toContain(stagingRoleArn);
    expect(draft.changes.map(({ resource }) => resource.kind)).toEqual(["aws/role-trust"]);
  });
});

describe("an app of that name that somebody else owns", () => {
  const theirs = {
    name,
    host_id: "7d3e9b10-5f0a-4c5e-9d3c-2b1a4f6e8c90",
    public_addr: `${name}.teleport.acme.test`,
    labels: { team: "billing" },
  };

  test("is never overwritten or joined: step 4 says whose it is", async () => {
    const world = await begunWorld();
    await world.control.teleport("PUT", "app-servers", theirs);
    const { integration } = inputsFor();
    runOf(await applyStep(world.core, name, "integration", integration));
    const before = await dumpOf(world.sandbox);
    await world.control.clearLog();
    const problem = refusalOf(await applyStep(world.core, name, "app", { extraLabels: {} }));
    expect(problem).toMatchObject({ code: "teleport-already-exists" });
    expect(problem.evidence).toContain(theirs.host_id);
    expect(appStepView(await observeAt(world.core, name)).conflict).toEqual(problem);
    expect(await world.control.writes()).toEqual(nothingWritten);
    expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
  });

  test("nor when it comes between plan and apply", async () => {
    const world = await begunWorld();
    const { core } = world;
    runOf(await applyStep(core, name, "integration", inputsFor().integration));
    const planned = await planAt(core, name, "app", { extraLabels: {} });
    if (planned.kind !== "draft") throw new Error(planned.kind);
    const plan = await core.engine.savePlan(planned.draft, admin);
    await world.control.teleport("PUT", "app-servers", theirs);
    const before = await dumpOf(world.sandbox);
    const run = await applyPlan(core, plan.id);
    expect(run.changes.map(({ status, problem }) => [status, problem?.code])).toEqual([
      ["failed", "refused-by-gateway"],
    ]);
    expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
  });
});

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
    const world = await enrolledWorld();
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
    const world = await enrolledWorld();
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
    const world = await begunWorld();
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
