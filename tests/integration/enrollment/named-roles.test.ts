import { GetRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unreadPlan } from "#lib/domain/enrollment/steps/unread.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { openLeastPrivileged, type LeastPrivileged } from "../../support/enrollment/least-privilege.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import { inputsFor, integrationRoleArn, name, roleArn } from "../../support/enrollment/production.ts";
import { applyRemoval, draftOf, offboardPlanAt } from "../../support/enrollment/removal.ts";
import { isInstalled, runByHand } from "../../support/enrollment/shell.ts";
import { applyStep, observeAt, outcomes, planAt, runOf, undoRun } from "../../support/enrollment/steps.ts";

/*
 * Credentials that may not list the account's roles, neither in bulk nor by name: the admin names some, and each is read
 * alone.
 */
const [engineer, scientist] = [roleArn("data/DataEngineer"), roleArn("data/DataScientist")];
const secret = roleArn("engineering/MobileRelease");
const inputs = inputsFor({ roleArns: [engineer, scientist], users: ["alice"] });

const noLists = {
  Sid: "NoLists",
  Effect: "Deny" as const,
  Action: ["iam:GetAccountAuthorizationDetails", "iam:ListRoles"],
  Resource: "*",
};
const noSecret = { Sid: "NoSecret", Effect: "Deny" as const, Action: ["iam:GetRole"], Resource: secret };

let least: LeastPrivileged;
beforeAll(async () => {
  least = await openLeastPrivileged();
  for (const step of ["integration", "permissions"] as const)
    runOf(await applyStep(least.core, name, step, inputs[step] as never));
  await least.addStatement(noLists, noSecret);
});
afterAll(() => least.close());

const seen = async () => trustStepView(await observeAt(least.core, name));

async function trustOf(arn: string): Promise<string> {
  const RoleName = arn.slice(arn.lastIndexOf("/") + 1);
  const { Role } = await least.iam.send(new GetRoleCommand({ RoleName }));
  const tags = (Role?.Tags ?? []).map(({ Key, Value }) => `${Key}=${Value}`);
  return `${decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")} ${tags.join(" ")}`;
}

test("without a list no role is shown, nothing is planned, and the refused action is named", async () => {
  const view = await seen();
  expect(view.rows).toEqual([]);
  expect(view.named).toEqual({ arns: [], unread: [] });
  expect(view.problem).toMatchObject({
    code: "aws-access-denied",
    evidence: "iam:GetAccountAuthorizationDetails on *",
  });
  expect((await planAt(least.core, name, "trust", inputs.trust)).kind).toBe("refused");
});

test("the named ones are read alone, in any process on the same data; one that may not be says which action it lacks", async () => {
  await least.core.roleLists.save(name, [engineer, scientist, secret], []);
  const other = await least.world.startProcess();
  for (const core of [least.core, other]) {
    const view = trustStepView(await observeAt(core, name));
    expect(view.rows.map(({ arn, selectable }) => [arn, selectable])).toEqual([
      [engineer, true],
      [scientist, true],
    ]);
    expect(view.named?.unread).toMatchObject([
      { arn: secret, problem: { code: "aws-access-denied", evidence: `iam:GetRole on ${secret}` } },
    ]);
  }
});

test("they are planned, applied, launched and taken back like others; a role that is not named is left alone", async () => {
  const before = await Promise.all([engineer, scientist, secret].map(trustOf));
  const trust = runOf(await applyStep(least.core, name, "trust", inputs.trust));
  expect(new Set(outcomes(trust))).toEqual(new Set(["verified"]));
  expect((await seen()).rows.map(({ state }) => state)).toEqual(["ready", "ready"]);
  const later = [];
  for (const step of ["app", "access"] as const)
    later.push(runOf(await applyStep(least.core, name, step, inputs[step] as never)));
  expect((await launchAs(least.world.sandbox, "alice", name, engineer)).status).toBe(200);
  expect(await trustOf(secret)).toBe(before[2]);
  for (const run of [...later.toReversed(), trust]) {
    const undone = await undoRun(least.core, run.id);
    expect(new Set(undone ? outcomes(undone) : ["nothing"])).toEqual(new Set(["verified"]));
  }
  expect(await Promise.all([engineer, scientist, secret].map(trustOf))).toEqual(before);
});

test("offboarding closes those that were named and read, says what it can't know, and keeps what leads to it", async () => {
  for (const step of ["trust", "app", "access"] as const)
    runOf(await applyStep(least.core, name, step, inputs[step] as never));
  const before = await trustOf(secret);
  const plan = await offboardPlanAt(least.core, name, ["access-roles"]);
  const { draft, leftOut } = draftOf(plan);
  const closed = draft.changes.filter(({ resource }) => resource.kind === "aws/role-trust");
  expect(closed.map(({ resource }) => resource.id)).toEqual([engineer, scientist]);
  expect(leftOut.map(({ evidence }) => evidence)).toEqual([
    secret,
    "iam:GetAccountAuthorizationDetails on *",
  ]);
  const run = await applyRemoval(least.core, plan);
  expect(new Set(outcomes(run))).toEqual(new Set(["verified"]));
  for (const arn of [engineer, scientist]) expect(await trustOf(arn)).not.toContain(integrationRoleArn);
  expect(await trustOf(secret)).toBe(before);
  expect(await least.core.teleport.getIntegration(name)).not.toBeNull();
  expect((await least.iam.send(new GetRoleCommand({ RoleName: "teleport-integration" }))).Role).toBeDefined();
});

// Where both programs are there: what the page shows for a role that the app can't read.
const programs = ["aws", "jq"].every(isInstalled) ? ["aws and jq"] : [];
test.each(programs)(
  "the way by hand, with %s, adds tag and statement to a role that the app can't read, and is the same when run twice",
  async () => {
    const byHand = (await seen()).named?.unread[0]?.byHand;
    if (!byHand) throw new Error("There is no way by hand");
    const before = await trustOf(secret);
    // With the administrator's own keys, not with the app's session.
    const { sandbox } = least.world;
    const env = { ...sandbox.env, AWS_SESSION_TOKEN: "" };
    for (const _time of [1, 2]) {
      const { status, said } = await runByHand({ ...least.world, sandbox: { ...sandbox, env } }, byHand);
      expect(`${status} ${said}`).toMatch(/^0/);
    }
    const after = await trustOf(secret);
    expect(after.split(integrationRoleArn)).toHaveLength(2);
    expect(after).toContain("teleport.dev/integration=true");
    const [first] = (JSON.parse(before.slice(0, before.lastIndexOf("}") + 1)) as { Statement: object[] })
      .Statement;
    expect(after).toContain(JSON.stringify(first).slice(1, -1));
  },
);

test("where not even single parts can be read, each step says what it would do in an untouched account", async () => {
  const noReads = {
    Sid: "NoReads",
    Effect: "Deny" as const,
    Action: ["iam:Get*", "iam:List*"],
    Resource: "*",
  };
  await least.addStatement(noReads);
  const o = await observeAt(least.core, name);
  const kinds = (step: "integration" | "permissions") =>
    unreadPlan(o, step)?.changes.map(({ resource, before }) => [resource.kind, before]);
  expect(kinds("integration")).toEqual([
    ["aws/oidc-provider", null],
    ["aws/role", null],
  ]);
  expect(kinds("permissions")).toEqual([["aws/inline-policy", null]]);
  for (const step of ["integration", "permissions", "trust"] as const)
    expect((await planAt(least.core, name, step, inputs[step] as never)).kind).toBe("refused");
  await least.addStatement();
  expect(unreadPlan(await observeAt(least.core, name), "integration")).toBeNull();
});
