import { describe, expect, test } from "vitest";
import { planTrustRemoval } from "#lib/domain/enrollment/offboard/parts.ts";
import { offboardChoices } from "#lib/domain/enrollment/offboard/choices.ts";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import { accountAccessRoleName, development } from "#lib/sandbox/seed/company.ts";
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
import { applyRemoval, draftOf, offboardPlanAt, removalAt } from "../../support/enrollment/removal.ts";
import { leftByUndo } from "#lib/enrollment/left-by-undo.ts";
import { applyStep, outcomes, runOf, undoRun } from "../../support/enrollment/steps.ts";
import { editTrust, sidsOf, strangersStatement } from "../../support/enrollment/stranger.ts";
import { begunWorld, strangersIam, second, enrollSecond } from "../../support/enrollment/scenes.ts";

const [developer, mobile, billing] = targets;
/** Without this choice the access roles stay. */
const whole = ["access-roles"];
const isOurs = ({ Sid }: { Sid?: string }) => Sid?.startsWith("TeleportIntegration") ?? false;

describe("two integrations in one account", () => {
  test("part: the second keeps tag, provider and access, and takes them with it when it goes last", async () => {
    const world = await begunWorld();
    const { core } = world;
    const before = await dumpOf(world.sandbox);
    for (const step of Object.values(await enroll(core, { roleArns: [developer], users: ["alice"] })))
      runOf(step);
    await enrollSecond(core, { roleArns: [developer], users: ["bob"] });

    const first = await offboardPlanAt(core, name, whole);
    const { draft, leftOut, stays } = draftOf(first);
    expect(leftOut).toEqual([]);
    expect(stays.map(({ what, why }) => `${what} ${why}`)).toEqual([
      expect.stringContaining("tag teleport.dev/integration of Developer stays. The role also lets"),
      expect.stringContaining(`provider teleport.acme.test stays. It is used by the integration ${second}`),
    ]);
    expect(draft.changes.map(({ resource }) => resource.kind)).not.toContain("aws/role-tag");
    expect(new Set(outcomes(await applyRemoval(core, first)))).toEqual(new Set(["verified"]));
    expect((await launchAs(world.sandbox, "bob", second, developer)).status).toBe(200);
    expect((await launchAs(world.sandbox, "alice", second, developer)).status).not.toBe(200);

    const last = await applyRemoval(core, await offboardPlanAt(core, second, whole));
    expect(new Set(outcomes(last))).toEqual(new Set(["verified"]));
    // The first one had made tag and provider: they went with the last that needed them.
    expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
  });
});

describe("two integrations with the same integration role", () => {
  const twin = "acme-twin";

  test("part: the one that goes leaves what lets people in by the other, its undo too, unless that is chosen", async () => {
    const world = await begunWorld();
    const { core } = world;
    const { trust } = await enroll(core, { roleArns: [developer, billing], users: ["alice"] });
    await core.teleport.createIntegration({ name: twin, roleArn: integrationRoleArn });
    const inputs = inputsFor({ roleArns: [developer, billing], users: ["bob"] });
    for (const step of ["app", "access"] as const)
      runOf(await applyStep(core, twin, step, inputs[step] as never));
    const opens = async () => (await launchAs(world.sandbox, "bob", twin, developer)).status;
    expect(await opens()).toBe(200);

    const { conflicts } = await core.engine.prepareUndo(runOf(trust).id);
    // For the sake of the other one, which is no conflict to resolve: it is said once, and how to close the roles all the same.
    expect(conflicts.map(({ sharedWith }) => sharedWith)).toEqual([[twin], [twin], [twin]]);
    const left = leftByUndo(conflicts);
    expect(left.leftOut).toEqual([]);
    expect(left.stays.map(({ what, why }) => `${what} ${why}`)).toEqual([
      expect.stringMatching(
        /^3 changes of this run stay.+acme-twin has the same.+take access away in step 3/,
      ),
    ]);
    const closing = planTrustRemoval(await removalAt(core, name, ["shared-role"]), [billing]);
    expect(draftOf(closing).draft.losses?.map(({ user }) => user)).toEqual(
      expect.arrayContaining(["alice", "bob"]),
    );

    const plan = await offboardPlanAt(core, name, whole);
    const { leftOut, stays } = draftOf(plan);
    expect(leftOut).toEqual([]);
    expect(stays.map(({ why }) => why)).toContainEqual(
      expect.stringContaining(`The integration ${twin} has the same`),
    );
    expect(new Set(outcomes(await applyRemoval(core, plan)))).toEqual(new Set(["verified"]));
    expect(await core.teleport.getIntegration(name)).toBeNull();
    expect(await opens()).toBe(200);

    const last = await applyRemoval(core, await offboardPlanAt(core, twin, [...whole, "integration"]));
    expect(new Set(outcomes(last))).toEqual(new Set(["verified"]));
    expect((await dumpOf(world.sandbox))[integrationRoleArn]).toBeUndefined();
  });
});

describe("what can't be removed", () => {
  test("is named with its cause, keeps what depends on it, and goes once it is mended", async () => {
    const world = await begunWorld();
    const { core } = world;
    const managed = roleArn("infra/terraform-network");
    await enroll(core, { roleArns: [developer, billing], users: ["alice"] });
    runOf(
      await applyStep(core, name, "trust", {
        roleArns: [managed],
        confirmed: [`${managed}#managed-by-terraform`],
      }),
    );
    const iam = await strangersIam(world);
    await editTrust(iam, "Developer", (statements) => statements.filter(isOurs));

    const plan = await offboardPlanAt(core, name);
    const { draft, leftOut } = draftOf(plan);
    expect(leftOut.map(({ what }) => what)).toEqual([
      "The trust policy of Developer keeps our statement.",
      "The trust policy of terraform-network keeps our statement.",
      `The Teleport integration ${name} stays.`,
      "The role teleport-integration stays, and its inline policy.",
    ]);
    expect(leftOut.every(({ why, remedy }) => why !== "" && remedy !== "")).toBe(true);
    expect(new Set(draft.changes.map(({ resource }) => resource.kind))).toEqual(
      new Set(["teleport/user-access", "teleport/access-role", "teleport/app-server", "aws/role-trust"]),
    );
    expect(new Set(outcomes(await applyRemoval(core, plan)))).toEqual(new Set(["verified"]));
    expect(await sidsOf(iam, "BillingAnalyst")).not.toContainEqual(
      expect.stringContaining("TeleportIntegration"),
    );

    await editTrust(iam, "Developer", (statements) => [strangersStatement("Theirs"), ...statements]);
    const removal = await removalAt(core, name);
    expect(offboardChoices(removal).map(({ id }) => id)).toEqual(["managed"]);
    const rest = await applyRemoval(core, await offboardPlanAt(core, name, ["managed"]));
    expect(new Set(outcomes(rest))).toEqual(new Set(["verified"]));
    expect(await sidsOf(iam, "Developer")).toEqual(["Theirs"]);
    expect(await core.teleport.getIntegration(name)).toBeNull();
    expect((await dumpOf(world.sandbox))[integrationRoleArn]).toBeUndefined();
  });

  test("somebody who trusts the role between the plan and its run keeps it: no dead principal is left", async () => {
    const world = await begunWorld();
    const { core } = world;
    await enroll(core, { roleArns: [developer], users: ["alice"] });
    const plan = await offboardPlanAt(core, name);
    const iam = await strangersIam(world);
    await editTrust(iam, "LogReader", (statements) => [
      ...statements,
      strangersStatement("Mine", { AWS: integrationRoleArn }),
    ]);
    const run = await applyRemoval(core, plan);
    const failed = run.changes.filter(({ status }) => status !== "verified");
    expect(failed.map(({ change, problem }) => [change.resource.kind, problem?.code])).toEqual([
      ["aws/inline-policy", "still-needed"],
      ["aws/role", "still-needed"],
      ["aws/oidc-provider", "still-needed"],
    ]);
    expect((await dumpOf(world.sandbox))[integrationRoleArn]).toBeDefined();
  });
});

describe("what others made", () => {
  test("an adopted access role is given back, its holder keeps it; a widened one stays; others' ARNs stay in traits", async () => {
    const world = await begunWorld();
    const { core, control } = world;
    const byHand = "aws_access_Developer";
    const role = {
      version: "v7",
      metadata: { name: byHand, labels: { owner: "platform" } },
      spec: { allow: { app_labels: { aws_account_id: accountId }, aws_role_arns: [developer] } },
    };
    await control.teleport("PUT", "roles", role);
    await control.teleport("PUT", "users", { name: "bob", roles: ["developer", byHand] });
    const before = await dumpOf(world.sandbox);
    // Bob gets one more role, and keeps the one that he had.
    const inputs = inputsFor({
      roleArns: [developer, billing],
      users: ["alice", "bob"],
      traitUsers: ["erin"],
    });
    for (const step of ["integration", "permissions", "trust", "app"] as const)
      runOf(await applyStep(core, name, step, inputs[step] as never));
    runOf(await applyStep(core, name, "access", { ...inputs.access, adopt: [byHand] }));
    const enrolled = await dumpOf(world.sandbox);

    const run = await applyRemoval(core, await offboardPlanAt(core, name, whole));
    expect(new Set(outcomes(run))).toEqual(new Set(["verified"]));
    expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
    expect((await core.teleport.getUser("bob"))?.roles).toContain(byHand);

    const undone = await undoRun(core, run.id);
    expect(new Set(outcomes(undone!))).toEqual(new Set(["verified"]));
    const moved = movedBetween(enrolled, await dumpOf(world.sandbox));
    expect(moved).toEqual([`arn:aws:iam::${accountId}:oidc-provider/teleport.acme.test`, integrationRoleArn]);

    await control.teleport("PUT", "roles", {
      ...role,
      metadata: { name: "aws_access_BillingAnalyst", labels: { "aws-access.teleport/enrollment": name } },
      spec: { allow: { ...role.spec.allow, aws_role_arns: [billing, mobile] } },
    });
    const { draft, stays } = draftOf(await offboardPlanAt(core, name));
    const widened = draft.changes.find(({ resource }) => resource.id === "aws_access_BillingAnalyst");
    expect(widened?.after).toMatchObject({ labels: {}, awsRoleArns: [billing, mobile] });
    expect(stays.map(({ what }) => what)).toContain("The Teleport role aws_access_BillingAnalyst stays.");
  });

  test("an adopted integration, its role, provider, policy and app stay unless they are chosen", async () => {
    const world = await begunWorld();
    const { core } = world;
    const there = (role: string) => `arn:aws:iam::${development.accountId}:role/${role}`;
    await core.accounts.save({
      ...defaultProfile(development.accountId, "Acme Development"),
      accessRoleArn: there(accountAccessRoleName),
    });
    const before = await dumpOf(world.sandbox);
    const inputs = inputsFor({ roleArns: [there("Developer"), there("ReadOnly")], users: ["alice"] });
    for (const step of ["trust", "access"] as const)
      runOf(await applyStep(core, development.alias, step, inputs[step] as never));

    const plan = await offboardPlanAt(core, development.alias, whole);
    expect(draftOf(plan).leftOut).toEqual([]);
    expect(new Set(outcomes(await applyRemoval(core, plan)))).toEqual(new Set(["verified"]));
    expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
    expect(await offboardPlanAt(core, development.alias)).toMatchObject({ kind: "nothing" });

    const removal = await removalAt(core, development.alias);
    const choices = offboardChoices(removal).map(({ id }) => id);
    expect(choices).toEqual(["app", "integration", "role", "provider"]);
    const chosen = draftOf(await offboardPlanAt(core, development.alias, choices));
    // Developer was enrolled by hand: that statement is not ours, and the role would be left dead in it.
    expect(chosen.leftOut.map(({ evidence }) => evidence)).toEqual([there("Developer"), there("Developer")]);
    expect(chosen.draft.changes.map(({ resource }) => resource.kind)).toEqual(["teleport/app-server"]);
  });
});
