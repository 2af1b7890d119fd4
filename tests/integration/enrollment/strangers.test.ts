import { CreateRoleCommand, DeleteRoleCommand, DeleteRolePolicyCommand } from "@aws-sdk/client-iam";
import { describe, expect, onTestFinished, test } from "vitest";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { appStepView } from "#lib/domain/enrollment/steps/app/view.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { appUserName } from "#lib/sandbox/seed/aws-names.ts";
import { accountAccessRoleName, development } from "#lib/sandbox/seed/company.ts";
import { dumpOf, iamOf, movedBetween } from "../../support/enrollment/dump.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import {
  accountId,
  begin,
  enroll,
  inputsFor,
  integrationRoleArn,
  name,
  roleArn,
  targets,
} from "../../support/enrollment/production.ts";
import {
  admin,
  applyPlan,
  applyStep,
  beginEnrollment,
  observeAt,
  outcomes,
  planAt,
  runOf,
  stepStatuses,
  undoRun,
  type Applied,
} from "../../support/enrollment/steps.ts";
import { addStatement } from "../../support/enrollment/stranger.ts";
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

/** The problem that the page shows; it always says what, why and what to do. */
function refusalOf(applied: Applied): Problem {
  if (applied.kind !== "refused") throw new Error(`It was not refused: ${applied.kind}`);
  const { what, why, remedy } = applied.problem;
  expect([what, why, remedy]).not.toContain("");
  return applied.problem;
}

const tileOf = (o: Observation, arn: string) => launchStepView(o).tiles.find((tile) => tile.roleArn === arn);
const rowOf = (o: Observation, arn: string) => trustStepView(o).rows.find((row) => row.arn === arn);

const nothingWritten = { aws: 0, teleport: 0 };

describe("two accounts with roles of the same name", () => {
  test("stay apart: names, writes and what people reach", async () => {
    const world = await opened();
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
    const world = await enrolled();
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
  const second = "acme-production-two";
  const secondRole = "teleport-integration-two";

  async function bothEnrolled() {
    const world = await opened();
    const { core } = world;
    const first = await enroll(core, { roleArns: [developer], users: ["alice"] });
    await beginEnrollment(core, {
      integration: second,
      roleName: secondRole,
      accountId,
      displayName: "Acme Production",
    });
    const inputs = inputsFor({ roleArns: [targets[1], targets[2]], users: ["bob"] });
    const runs = [];
    for (const step of ["integration", "permissions", "trust", "app", "access"] as const) {
      runs.push(runOf(await applyStep(core, second, step, inputs[step] as never)));
    }
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
    const world = await opened();
    const { core } = world;
    const { trust } = await enroll(core, { roleArns: [developer] });
    const iam = await iamOf(world.sandbox, accountId);
    onTestFinished(() => iam.destroy());
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
    const world = await opened();
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
    const world = await opened();
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

describe("an integration role that was deleted and made anew", () => {
  const RoleName = "teleport-integration";
  const theirs = roleArn("security/SecurityAnalyst");

  /** Also SecurityAnalyst trusted it, by somebody else's statement. */
  async function madeAnew() {
    const world = await enrolled();
    const iam = await iamOf(world.sandbox, accountId);
    onTestFinished(() => iam.destroy());
    await addStatement(iam, "SecurityAnalyst", "Theirs", { AWS: integrationRoleArn });
    const { integrationRole } = await observeAt(world.core, name);
    if (!integrationRole.ok || !integrationRole.value) throw new Error("There is no integration role");
    const { trustPolicy, tags, roleId } = integrationRole.value;
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "AWSAppAccess" }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    const Tags = (tags ?? []).map(({ key, value }) => ({ Key: key, Value: value }));
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustPolicy, Tags }));
    runOf(await applyStep(world.core, name, "permissions", {}));
    await world.control.clearLog();
    return { world, formerId: roleId };
  }

  test("is a stranger to its targets, as the lights say; step 3 puts our own statement right", async () => {
    const { world } = await madeAnew();
    const o = await observeAt(world.core, name);
    expect(stepStatuses(o)).toMatchObject({ trust: "attention" });
    expect(tileOf(o, developer)).toMatchObject({ state: "fails", consoleUrl: null, heldBy: ["alice"] });
    expect(rowOf(o, developer)).toMatchObject({ state: "fails", selectable: true, needsTrust: true });
    const refused = await launchAs(world.sandbox, "alice", name, developer);
    expect([refused.status, refused.page.includes("AWS refused")]).toEqual([403, true]);

    const run = runOf(await applyStep(world.core, name, "trust", inputsFor().trust));
    expect(new Set(outcomes(run))).toEqual(new Set(["verified"]));
    expect(new Set(run.changes.map(({ change }) => change.resource.kind))).toEqual(
      new Set(["aws/role-trust"]),
    );
    expect((await launchAs(world.sandbox, "alice", name, developer)).status).toBe(200);
  });

  test("is dead in the statement of somebody else, which stays: shown mended, nothing written", async () => {
    const { world, formerId } = await madeAnew();
    const row = rowOf(await observeAt(world.core, name), theirs);
    expect(row).toMatchObject({ selectable: false, modifiable: { state: "bad" } });
    expect(row?.says).toContain(formerId);
    const before = await dumpOf(world.sandbox);
    const { trust } = inputsFor({ roleArns: [theirs] });
    const problem = refusalOf(await applyStep(world.core, name, "trust", trust));
    expect(problem.code).toBe("aws-dead-principal");
    // What to put there by hand: everything that is alive, without the dead.
    expect(problem.evidence).not.toContain(formerId);
    expect(JSON.parse(problem.evidence ?? "")).toHaveProperty("Statement");
    expect(await world.control.writes()).toEqual(nothingWritten);
    expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
  });

  test("can't happen by our own undo: the role stays while a trust policy names it", async () => {
    const world = await opened();
    const { integration, permissions, trust, app, access } = await enroll(world.core);
    const iam = await iamOf(world.sandbox, accountId);
    onTestFinished(() => iam.destroy());
    // A stranger gives a role of theirs to our integration role; no run of ours knows of it.
    await undoRun(world.core, runOf(access).id);
    await undoRun(world.core, runOf(app).id);
    await undoRun(world.core, runOf(trust).id);
    await undoRun(world.core, runOf(permissions).id);
    await addStatement(iam, "SecurityAnalyst", "Theirs", { AWS: integrationRoleArn });
    const { conflicts } = await world.core.engine.prepareUndo(runOf(integration).id);
    const [role] = conflicts.filter(({ changeKey }) => changeKey.startsWith("aws/role:"));
    expect(role?.problem.code).toBe("still-needed");
    expect(role?.problem.evidence).toContain(roleArn("security/SecurityAnalyst"));
  });
});

describe("a role that this app itself could assume", () => {
  test("is never a target, nor written to, be the app's credentials a user's", async () => {
    const world = await enrolled();
    const iam = await iamOf(world.sandbox, accountId);
    onTestFinished(() => iam.destroy());
    await addStatement(iam, "SecurityAnalyst", "Automation", {
      AWS: `arn:aws:iam::${accountId}:user/${appUserName}`,
    });
    const arn = roleArn("security/SecurityAnalyst");
    expect(rowOf(await observeAt(world.core, name), arn)).toMatchObject({
      selectable: false,
      inSelectAll: false,
      says: "a role that this app itself can assume",
    });
    await world.control.clearLog();
    const { trust } = inputsFor({ roleArns: [arn] });
    refusalOf(await applyStep(world.core, name, "trust", trust));
    expect(await world.control.writes()).toEqual(nothingWritten);
  });
});

describe("roles that can't take our statement", () => {
  test.each([
    ["a dead principal in its trust policy", "LegacyDeploy", "aws-dead-principal", "AROAQ3EGS4QVDELETED01"],
    ["a trust policy that fills its quota", "partners/VendorFanIn", "aws-quota", "2048"],
  ])("%s", async (_what, path, code, cause) => {
    const world = await enrolled();
    const { core } = world;
    const arn = roleArn(path);
    const row = rowOf(await observeAt(core, name), arn);
    expect(row).toMatchObject({ selectable: false, inSelectAll: false, modifiable: { state: "bad" } });
    expect(row?.says).toContain(cause);
    const before = await dumpOf(world.sandbox);
    const problem = refusalOf(await applyStep(core, name, "trust", inputsFor({ roleArns: [arn] }).trust));
    expect(problem.code).toBe(code);
    expect(await world.control.writes()).toEqual(nothingWritten);
    expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
  });

  test("a quota that somebody fills between plan and apply: one attempt, named, the tag alone is reported", async () => {
    const world = await enrolled();
    const { core } = world;
    const arn = roleArn("audit/ReadOnlyAuditor");
    const planned = await planAt(core, name, "trust", inputsFor({ roleArns: [arn] }).trust);
    if (planned.kind !== "draft") throw new Error(planned.kind);
    const plan = await core.engine.savePlan(planned.draft, admin);
    await world.control.awsFaults({
      match: { action: "UpdateAssumeRolePolicy" },
      fault: {
        kind: "error",
        status: 409,
        code: "LimitExceeded",
        message: "Cannot exceed quota for ACLSizePerRole: 2048",
      },
    });
    const run = await applyPlan(core, plan.id);
    await world.control.clearFaults();
    expect(run.changes.map(({ status, problem }) => [status, problem?.code])).toEqual([
      ["verified", undefined],
      ["failed", "aws-quota"],
    ]);
    const requests = await world.control.awsRequests();
    expect(requests.filter(({ action }) => action === "UpdateAssumeRolePolicy")).toHaveLength(1);
    const { trust } = stepStatuses(await observeAt(core, name));
    expect(trust).toBe("attention");
    // Undoing takes the tag away again.
    await undoRun(core, run.id);
    expect(stepStatuses(await observeAt(core, name))).toMatchObject({ trust: "done" });
  });
});
