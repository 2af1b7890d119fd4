import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { StepInputs } from "#lib/domain/enrollment/inputs.ts";
import type { AppServer, TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { awsRole, document, targetTag, trustsRole } from "../../../../../support/observation/aws.ts";
import {
  accountId,
  integrationName,
  integrationRoleArn,
  otherAccountId,
} from "../../../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../../../support/observation/observation.ts";
import {
  changesOf,
  changeTo,
  kindsOf,
  plan,
  refusalOf,
  roleArnOf,
} from "../../../../../support/observation/plans.ts";
import {
  accessRole,
  appServer,
  cluster,
  teleportRole,
  teleportUser,
  viaSso,
} from "../../../../../support/observation/teleport.ts";

const target = awsRole("ReadOnly", {
  tags: [targetTag],
  trustPolicy: document(trustsRole(integrationRoleArn)),
});
const name = "aws_access_ReadOnly";
const enrollmentLabel = "aws-access.teleport/enrollment";

const setting = (
  users: readonly TeleportUser[] = [teleportUser("alice")],
  roles: readonly TeleportRole[] = [],
  apps: readonly AppServer[] = [appServer()],
): Observation => enrolled([target], { users: seen(users), roles: seen(roles), apps: seen(apps) });
const choose = (o: Observation, over: Partial<StepInputs["access"]> = {}) =>
  plan(o, "access", { roleArns: [target.arn], users: ["alice"], ...over });

describe("step 5 plans", () => {
  test("one access role per target role, then who holds it", () => {
    const result = choose(setting());
    expect(kindsOf(result)).toEqual(["teleport/access-role", "teleport/user-access"]);
    expect(changeTo(result, "teleport/access-role").after).toEqual({
      version: "v8",
      labels: { [enrollmentLabel]: integrationName },
      appLabels: { aws_account_id: [accountId] },
      awsRoleArns: [target.arn],
    });
    const { before, after, change } = changeTo(result, "teleport/user-access");
    expect(before).toEqual({ roles: [], roleArns: [] });
    expect(after).toEqual({ roles: [name], roleArns: [] });
    expect(change.needs).toEqual([`teleport/access-role:${name}`]);
  });

  test("a grant that stands on each role as it was shown, be it there already or only made by this plan", () => {
    const made = choose(setting());
    const ground = {
      resource: { kind: "teleport/access-role", id: name },
      state: changeTo(made, "teleport/access-role").after,
    };
    expect(changeTo(made, "teleport/user-access").change.standsOn).toEqual([ground]);
    const fitting = choose(setting(undefined, [accessRole(name, target.arn)]));
    expect(kindsOf(fitting)).toEqual(["teleport/user-access"]);
    expect(changeTo(fitting, "teleport/user-access").change.standsOn).toEqual([ground]);
  });

  test("role version 7 before Teleport 18", () => {
    const o = { ...setting(), cluster: seen(cluster({ serverVersion: "17.5.1" })) };
    expect(changeTo(choose(o), "teleport/access-role").after.version).toBe("v7");
  });

  test("access roles alone, where nobody is chosen yet", () => {
    expect(kindsOf(choose(setting(), { users: [] }))).toEqual(["teleport/access-role"]);
  });

  test("the user's own access roles stay", () => {
    const held = accessRole("aws_access_Other", roleArnOf("Other"));
    const users = [teleportUser("alice", { roles: ["editor", held.name] })];
    const { before, after } = changeTo(
      choose(setting(users, [held, teleportRole("editor")])),
      "teleport/user-access",
    );
    expect(before?.roles).toEqual([held.name]);
    expect(after.roles).toEqual([held.name, name]);
  });

  test("nothing for somebody who holds it already", () => {
    const users = [teleportUser("alice", { roles: [name] })];
    expect(choose(setting(users, [accessRole(name, target.arn)])).kind).toBe("nothing");
  });
});

describe("ARNs in a chosen user's trait", () => {
  const users = [teleportUser("alice", { traits: { aws_role_arns: [roleArnOf("Old")], logins: ["a"] } })];

  test("are added to those that are there, and need no access role", () => {
    const result = choose(setting(users), { users: [], traitUsers: ["alice"] });
    expect(kindsOf(result)).toEqual(["teleport/user-access"]);
    expect(changeTo(result, "teleport/user-access").after).toEqual({
      roles: [],
      roleArns: [roleArnOf("Old"), target.arn],
    });
  });

  test("make no change twice", () => {
    const done = [teleportUser("alice", { traits: { aws_role_arns: [target.arn] } })];
    expect(choose(setting(done), { users: [], traitUsers: ["alice"] }).kind).toBe("nothing");
  });
});

describe("names of access roles", () => {
  const other = teleportRole(name, {
    appLabels: { aws_account_id: [otherAccountId] },
    awsRoleArns: [`arn:aws:iam::${otherAccountId}:role/ReadOnly`],
  });

  test("a role of another account under the guide's name is left alone", () => {
    const result = choose(setting(undefined, [other]));
    expect(changeTo(result, "teleport/access-role").change.resource.id).toBe(
      `aws_access_${accountId}_ReadOnly`,
    );
  });

  test("where both names are taken, nothing is planned", () => {
    const second = { ...other, name: `aws_access_${accountId}_ReadOnly` };
    expect(refusalOf(choose(setting(undefined, [other, second]))).problem.code).toBe(
      "teleport-already-exists",
    );
  });

  test("our own role of another enrollment is not joined", () => {
    const theirs = { ...accessRole(name, target.arn), labels: { [enrollmentLabel]: "elsewhere" } };
    const result = choose(setting(undefined, [theirs]));
    expect(changeTo(result, "teleport/access-role").change.resource.id).toBe(
      `aws_access_${accountId}_ReadOnly`,
    );
  });

  test("ours without its ARN gets it back; selectors that narrow it stay", () => {
    const ours = accessRole(name, target.arn, {
      appLabels: { aws_account_id: [accountId], env: ["prod"] },
      awsRoleArns: [],
    });
    const { before, after } = changeTo(choose(setting(undefined, [ours])), "teleport/access-role");
    expect(before?.awsRoleArns).toEqual([]);
    expect(after.awsRoleArns).toEqual([target.arn]);
    expect(after.appLabels).toEqual({ aws_account_id: [accountId], env: ["prod"] });
  });

  test.each([
    ["another ARN", [roleArnOf("Else")]],
    ["this ARN and another one", [target.arn, roleArnOf("Else")]],
  ])("ours with %s is neither handed out nor written to: another name is taken", (_name, awsRoleArns) => {
    const widened = accessRole(name, target.arn, { awsRoleArns });
    const result = choose(setting(undefined, [widened]));
    const second = `aws_access_${accountId}_ReadOnly`;
    expect(changeTo(result, "teleport/access-role").change.resource.id).toBe(second);
    expect(changeTo(result, "teleport/access-role").after.awsRoleArns).toEqual([target.arn]);
    expect(changeTo(result, "teleport/user-access").after.roles).toEqual([second]);
  });
});

describe("a role of that name that we did not make", () => {
  const byHand = teleportRole(name, {
    appLabels: { aws_account_id: [accountId] },
    awsRoleArns: [target.arn],
  });

  test("is used only on consent: first it gets our label and no other change, then it is granted", () => {
    const labelled = { ...byHand, labels: { owner: "ops" } };
    const o = setting(undefined, [labelled]);
    expect(refusalOf(choose(o)).fieldErrors).toHaveProperty([`adopt.${name}`]);
    const result = choose(o, { adopt: [name] });
    expect(kindsOf(result)).toEqual(["teleport/access-role", "teleport/user-access"]);
    const adoption = changeTo(result, "teleport/access-role");
    expect(adoption.before?.labels).toEqual({ owner: "ops" });
    expect(adoption.after).toEqual({
      ...adoption.before,
      labels: { owner: "ops", [enrollmentLabel]: integrationName },
    });
    const grant = changeTo(result, "teleport/user-access");
    expect(grant.after.roles).toEqual([name]);
    expect(grant.change.needs).toEqual([`teleport/access-role:${name}`]);
  });

  test("whoever holds it already needs no grant, and is read as its holder once it is adopted", () => {
    const users = [teleportUser("alice", { roles: [name] }), teleportUser("bob", { roles: [name] })];
    const o = setting(users, [byHand]);
    expect(kindsOf(choose(o, { adopt: [name] }))).toEqual(["teleport/access-role"]);
    const withTrait = changeTo(choose(o, { adopt: [name], traitUsers: ["bob"] }), "teleport/user-access");
    expect(withTrait.before?.roles).toEqual([name]);
    expect(withTrait.after).toEqual({ roles: [name], roleArns: [target.arn] });
    expect(withTrait.change.needs).toEqual([`teleport/access-role:${name}`]);
  });

  test.each<[string, Partial<TeleportRole["allow"]>, readonly AppServer[]]>([
    ["gives another AWS role too", { awsRoleArns: [target.arn, roleArnOf("Else")] }, [appServer()]],
    [
      "opens a second app of the account",
      {},
      [appServer(), appServer({ name: "second", integration: "second" })],
    ],
  ])("that %s is passed over: whoever gets it would gain what nobody chose", (_what, allow, apps) => {
    const o = setting(undefined, [{ ...byHand, allow: { ...byHand.allow, ...allow } }], apps);
    const change = changeTo(choose(o, { adopt: [name] }), "teleport/access-role");
    expect(change.before).toBeNull();
    expect(change.change.resource.id).toBe(`aws_access_${accountId}_ReadOnly`);
  });

  test("that does not hold what is needed is never widened: another name is taken", () => {
    const narrower = teleportRole(name, {
      appLabels: { aws_account_id: [accountId] },
      awsRoleArns: [roleArnOf("Else")],
    });
    const result = choose(setting(undefined, [narrower]), { adopt: [name] });
    expect(changeTo(result, "teleport/access-role").change.resource.id).toBe(
      `aws_access_${accountId}_ReadOnly`,
    );
  });

  test("that grants more than AWS roles is not handed out", () => {
    const powerful = { ...byHand, grantsMore: true };
    const result = choose(setting(undefined, [powerful]), { adopt: [name] });
    expect(changeTo(result, "teleport/user-access").after.roles).toEqual([
      `aws_access_${accountId}_ReadOnly`,
    ]);
  });
});

describe("with a second app in the account", () => {
  const apps = [
    appServer(),
    appServer({ name: "other", integration: "other", publicAddr: "other.teleport.acme.test" }),
  ];
  const both = {
    aws_account_id: [accountId],
    "aws-access.teleport/integration": [integrationName],
  };

  test("a new access role matches this integration's only", () => {
    expect(changeTo(choose(setting(undefined, [], apps)), "teleport/access-role").after.appLabels).toEqual(
      both,
    );
  });

  test("an older one of ours is narrowed", () => {
    const o = setting(undefined, [accessRole(name, target.arn)], apps);
    expect(changeTo(choose(o), "teleport/access-role").after.appLabels).toEqual(both);
  });

  test("an app of another account changes nothing", () => {
    const foreign = appServer({
      name: "dev",
      integration: "dev",
      labels: { aws_account_id: otherAccountId },
    });
    const o = setting(undefined, [], [appServer(), foreign]);
    expect(changeTo(choose(o), "teleport/access-role").after.appLabels).toEqual({
      aws_account_id: [accountId],
    });
  });
});

describe("step 5 refuses", () => {
  test.each([
    ["SSO users: the template route", teleportUser("alice", { sso: viaSso }), "role template"],
    ["bots", teleportUser("alice", { isBot: true }), "bot"],
    ["Teleport's own users", teleportUser("alice", { isSystem: true }), "Teleport itself"],
  ])("%s", (_name, user, words) => {
    const o = setting([user]);
    expect(refusalOf(choose(o)).fieldErrors?.["users.alice"]).toMatch(new RegExp(words, "i"));
    expect(refusalOf(choose(o, { users: [], traitUsers: ["alice"] })).fieldErrors).toHaveProperty(
      "traitUsers.alice",
    );
  });

  test("the app's own user, and users that do not exist", () => {
    const o = setting([teleportUser("bot-aws-access")]);
    expect(refusalOf(choose(o, { users: ["bot-aws-access"] })).fieldErrors).toHaveProperty(
      "users.bot-aws-access",
    );
    expect(refusalOf(choose(o, { users: ["zoe"] })).fieldErrors?.["users.zoe"]).toContain("no user");
  });

  test.each([
    ["of another account", `arn:aws:iam::${otherAccountId}:role/ReadOnly`],
    ["of another partition", `arn:aws-cn:iam::${accountId}:role/ReadOnly`],
    ["that does not exist", roleArnOf("Nobody")],
    ["the integration role", integrationRoleArn],
  ])("a role %s", (_name, arn) => {
    expect(refusalOf(choose(setting(), { roleArns: [arn] })).fieldErrors).toHaveProperty([`roleArns.${arn}`]);
  });

  test("while the app does not exist, or users could not be read", () => {
    expect(refusalOf(choose(setting(undefined, [], []))).problem.code).toBe("teleport-not-found");
    expect(refusalOf(choose({ ...setting(), users: unread("teleport-access-denied") })).problem.code).toBe(
      "teleport-access-denied",
    );
  });
});

test("no change of step 5 ever leaves the account or touches more than access", () => {
  for (const { after } of changesOf(choose(setting(), { traitUsers: ["alice"] }))) {
    expect(JSON.stringify(after)).not.toContain(otherAccountId);
    expect(Object.keys(after ?? {}).toSorted()).toEqual(
      "roles" in (after ?? {}) ? ["roleArns", "roles"] : ["appLabels", "awsRoleArns", "labels", "version"],
    );
  }
});
