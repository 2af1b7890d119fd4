import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { namedRolesOf } from "#lib/domain/enrollment/named-roles.ts";
import { why } from "#lib/domain/enrollment/why/why.ts";
import { whyView } from "#lib/domain/enrollment/why/view.ts";
import { awsRole, document, targetTag, trustsRole } from "../../../../support/observation/aws.ts";
import { accountId, at, integrationRoleArn } from "../../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../../support/observation/observation.ts";
import { accessRole, teleportRole, teleportUser, viaSso } from "../../../../support/observation/teleport.ts";

const trusting = document(trustsRole(integrationRoleArn));
const byAccount = document(trustsRole(`arn:aws:iam::${accountId}:root`));
const target = awsRole("ReadOnly", { tags: [targetTag], trustPolicy: trusting });
const misspelt = awsRole("Misspelt", {
  tags: [{ ...targetTag, value: "True" }],
  trustPolicy: byAccount,
});
const direct = awsRole("Direct", { trustPolicy: trusting });
const plain = awsRole("Plain");
const targets = [target, misspelt, direct, plain];
const grants = targets.map(({ name, arn }) => accessRole(`aws_access_${name}`, arn));
const alice = teleportUser("alice", { roles: grants.map(({ name }) => name) });
const bob = teleportUser("bob");

function setting(over: Partial<Observation> = {}): Observation {
  return enrolled(targets, { users: seen([alice, bob]), roles: seen(grants), ...over });
}

function ask(o: Observation, userName: string, roleArn: string, locked: boolean | null = false) {
  const { answer, first } = why(o, { userName, roleArn, locked });
  return { answer, check: first?.checkId ?? null, words: first?.words ?? "", mend: first?.mend ?? null };
}

test("who holds a role that is ready can open it, and nothing is named as a cause", () => {
  expect(ask(setting(), "alice", target.arn)).toEqual({ answer: "can", check: null, words: "", mend: null });
});

test("a misspelt tag is the first cause, in the words of the role's verdict", () => {
  const { words, ...rest } = ask(setting(), "alice", misspelt.arn);
  expect(rest).toEqual({ answer: "cannot", check: "tag", mend: { kind: "role" } });
  expect(words).toMatch(/True/);
});

test("a trust policy that names the integration role is enough: its missing tag is no cause", () => {
  const answered = why(setting(), { userName: "alice", roleArn: direct.arn, locked: false });
  expect(answered.answer).toBe("can");
  const tag = answered.groups.flatMap(({ checks }) => checks).find(({ id }) => id === "tag");
  expect(tag?.verdict).toBe("warn");
});

describe("what stands nearest to the person is named first", () => {
  const gone = setting({ apps: seen([]) });
  test.each<[string, Observation, string, string, boolean | null, string, unknown]>([
    ["a name that the cluster does not know", setting(), "zoe", plain.arn, false, "user", null],
    ["a lock", setting(), "alice", plain.arn, true, "user", null],
    ["no app", gone, "alice", plain.arn, false, "app-listed", { kind: "step", step: "app" }],
    [
      "no role that matches the app",
      setting(),
      "bob",
      plain.arn,
      false,
      "app-shown",
      { kind: "step", step: "access" },
    ],
    [
      "a role that matches the app and lists another ARN",
      setting({ users: seen([teleportUser("bob", { roles: ["aws_access_ReadOnly"] })]) }),
      "bob",
      plain.arn,
      false,
      "arn-listed",
      { kind: "step", step: "access" },
    ],
    ["no trust", setting(), "alice", plain.arn, false, "tag", { kind: "role" }],
    [
      "an ARN that the account does not have",
      setting({ roles: seen([...grants, accessRole("aws_access_gone", awsRole("gone").arn)]) }),
      "alice",
      awsRole("gone").arn,
      false,
      "arn-listed",
      { kind: "step", step: "access" },
    ],
  ])("%s", (_what, o, user, arn, locked, check, mend) => {
    expect(ask(o, user, arn, locked)).toMatchObject({ answer: "cannot", check, mend });
  });
});

test("of several roles that list other ARNs all are named in one sentence", () => {
  const both = teleportUser("bob", { roles: ["aws_access_ReadOnly", "aws_access_Direct"] });
  expect(ask(setting({ users: seen([both]) }), "bob", plain.arn).words).toBe(
    "None of the roles of bob that match the app lists this ARN: aws_access_ReadOnly, aws_access_Direct.",
  );
});

test("labels that do not match are told with the label and both values", () => {
  const other = teleportRole("elsewhere", {
    appLabels: { aws_account_id: ["999999999999"] },
    awsRoleArns: [target.arn],
  });
  const o = setting({ roles: seen([other]), users: seen([teleportUser("bob", { roles: ["elsewhere"] })]) });
  expect(ask(o, "bob", target.arn).words).toContain(
    `wants the label aws_account_id to be 999999999999, and the app`,
  );
});

test("a user of an identity provider is sent there, not to step 5", () => {
  const o = setting({ users: seen([teleportUser("bob", { sso: viaSso })]) });
  const { first } = why(o, { userName: "bob", roleArn: target.arn, locked: false });
  expect(first?.remedy).toContain("Map the role ARNs there");
});

describe("what can't be known is never a yes", () => {
  test.each<[string, Observation, boolean | null]>([
    ["locks", setting(), null],
    ["the account's roles", setting({ scan: unread() }), false],
    ["users", setting({ users: unread() }), false],
    ["Teleport's roles", setting({ roles: unread() }), false],
  ])("%s that could not be read", (_what, o, locked) => {
    expect(ask(o, "alice", target.arn, locked).answer).toBe("unknown");
  });
});

test("what certainly refuses comes before what is not known", () => {
  expect(ask(setting(), "alice", misspelt.arn, null)).toMatchObject({ answer: "cannot", check: "tag" });
});

describe("where the roles can't be listed and an admin named some", () => {
  const home = { accountId, partition: "aws" } as const;
  const readings = [target, plain].map((role) => ({ arn: role.arn, read: seen(role) }));
  const named = namedRolesOf(home, readings, at);
  const o = setting({ scan: unread(), named });

  test("one of them is known to be there", () => {
    expect(ask(o, "alice", target.arn)).toMatchObject({ answer: "can", check: null });
  });

  test("whether the account has another one is not known", () => {
    const { answer, groups } = why(o, { userName: "alice", roleArn: direct.arn, locked: false });
    const exists = groups.flatMap(({ checks }) => checks).find(({ id }) => id === "exists");
    expect({ answer, exists: exists?.verdict }).toEqual({ answer: "unknown", exists: "unknown" });
  });

  test("a question may give them by their names, and no other name is said to be missing", () => {
    const nobodys = { ...o, roles: seen([]) };
    const of = (role: string) => whyView(nobodys, { user: "alice", role }, false);
    expect(of("plain").asked?.roleArn).toBe(plain.arn);
    expect(of("nowhere").errors.role).toMatch(/No role that could be read/);
  });
});

describe("a question", () => {
  const of = (user: string, role: string) => whyView(setting(), { user, role }, false);

  test("takes a role by its name as IAM compares it, and by its ARN", () => {
    expect(of("alice", "readonly").asked?.roleArn).toBe(target.arn);
    expect(of("alice", ` ${target.arn} `).asked?.roleArn).toBe(target.arn);
  });

  test("says at the field what it lacks", () => {
    expect(of("", "ReadOnly").errors.user).toMatch(/Whose access/);
    expect(of("alice", "").errors.role).toMatch(/Which role/);
    expect(of("alice", "nowhere").errors.role).toMatch(/no role of that name/);
    expect(of("", "").errors).toEqual({ user: null, role: null });
  });
});
