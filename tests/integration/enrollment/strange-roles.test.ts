import { CreateRoleCommand, DeleteRoleCommand, DeleteRolePolicyCommand } from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { appUserName } from "#lib/sandbox/seed/aws-names.ts";
import { dumpOf, movedBetween } from "../../support/enrollment/dump.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import {
  accountId,
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
  observeAt,
  outcomes,
  planAt,
  runOf,
  stepStatuses,
  undoRun,
} from "../../support/enrollment/steps.ts";
import { addStatement } from "../../support/enrollment/stranger.ts";
import {
  begunWorld,
  enrolledWorld,
  strangersIam,
  refusalOf,
  nothingWritten,
} from "../../support/enrollment/scenes.ts";

const [developer] = targets;

const tileOf = (o: Observation, arn: string) => launchStepView(o).tiles.find((tile) => tile.roleArn === arn);
const rowOf = (o: Observation, arn: string) => trustStepView(o).rows.find((row) => row.arn === arn);

describe("an integration role that was deleted and made anew", () => {
  const RoleName = "teleport-integration";
  const theirs = roleArn("security/SecurityAnalyst");

  /** Also SecurityAnalyst trusted it, by somebody else's statement. */
  async function madeAnew() {
    const world = await enrolledWorld();
    const iam = await strangersIam(world);
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
    const world = await begunWorld();
    const { integration, permissions, trust, app, access } = await enroll(world.core);
    const iam = await strangersIam(world);
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
    const world = await enrolledWorld();
    const iam = await strangersIam(world);
    const AWS = `arn:aws:iam::${accountId}:user/${appUserName}`;
    await addStatement(iam, "SecurityAnalyst", "Automation", { AWS });
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
    const world = await enrolledWorld();
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
    const world = await enrolledWorld();
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
