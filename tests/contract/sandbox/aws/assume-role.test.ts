import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, type AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, it } from "vitest";
import type { AwsSandbox } from "#lib/sandbox/aws/server.ts";
import {
  accountId,
  actAs,
  answerTo,
  appUserArn,
  assume,
  clientsFor,
  developmentAccessArn,
  developmentId,
  refused,
  policy,
  startSandbox,
  trusting,
} from "./sandbox.ts";

const denied = { code: "AccessDenied", status: 403 };
const root = { AWS: `arn:aws:iam::${accountId}:root` };
const targetArn = `arn:aws:iam::${accountId}:role/team/target`;
const assumeAnything = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
const assumeTagged = policy({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Resource: "*",
  Condition: { StringEquals: { "iam:ResourceTag/teleport.dev/integration": "true" } },
});
const except = (Condition: object) => ({
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: "sts:AssumeRole",
  Condition,
});
const grant = (Principal: object, Condition?: object) => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...(Condition ? { Condition } : {}),
});

let sandbox: AwsSandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});

async function target(trust: string, tags: Record<string, string> = {}) {
  const { iam } = clientsFor(sandbox);
  await iam.send(
    new CreateRoleCommand({
      RoleName: "target",
      Path: "/team/",
      AssumeRolePolicyDocument: trust,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  return iam;
}

type Actor = Awaited<ReturnType<typeof actAs>>;

const into = (actor: Pick<Actor, "sts">, more: Partial<AssumeRoleCommandInput> = {}) =>
  actor.sts.send(new AssumeRoleCommand({ RoleArn: targetArn, RoleSessionName: "tester", ...more }));

describe("AssumeRole in one account", () => {
  it("a trust that names the role is enough, with no policy of its own", async () => {
    const actor = await actAs(sandbox, "caller");
    const iam = await target(trusting({ AWS: actor.roleArn }));
    const { AssumedRoleUser, Credentials } = await into(actor);
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/target/tester`);
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "target" }));
    expect(Role?.RoleLastUsed?.Region).toBe("us-east-1");
    expect(Role?.RoleLastUsed?.LastUsedDate).toBeInstanceOf(Date);
  });

  it("a trust of the account root needs the caller's own policy", async () => {
    const without = await actAs(sandbox, "without");
    const allowed = await actAs(sandbox, "allowed", assumeAnything);
    await target(trusting(root));
    await into(allowed);
    await expect(into(without)).rejects.toMatchObject(
      refused({
        ...denied,
        message: `User: arn:aws:sts::${accountId}:assumed-role/without/tester is not authorized to perform: sts:AssumeRole on resource: ${targetArn} because no identity-based policy allows the sts:AssumeRole action`,
      }),
    );
  });

  it("a policy that may assume everything opens no role that does not trust", async () => {
    const actor = await actAs(sandbox, "caller", assumeAnything);
    await target(trusting({ Service: "ec2.amazonaws.com" }));
    await expect(into(actor)).rejects.toMatchObject(
      refused({
        ...denied,
        message: /because no role trust policy allows the sts:AssumeRole action$/,
      }),
    );
  });

  it.each([
    [{}, false],
    [{ "teleport.dev/integration": "True" }, false],
    [{ "teleport.dev/integration": "true" }, true],
    [{ "Teleport.dev/Integration": "true" }, true],
  ])("the guide's policy through the account root and tags %j: %s", async (tags, works) => {
    const actor = await actAs(sandbox, "teleport", assumeTagged);
    await target(trusting(root), tags);
    expect(await answerTo(into(actor))).toBe(works ? "accepted" : "AccessDenied");
  });

  it("a trust that names the role needs no tag, but its boundary must allow", async () => {
    const actor = await actAs(sandbox, "teleport", assumeTagged);
    const iam = await target(trusting({ AWS: actor.roleArn }));
    await into(actor);
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: "Bound",
        PolicyDocument: policy({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
      }),
    );
    await iam.send(
      new PutRolePermissionsBoundaryCommand({ RoleName: "teleport", PermissionsBoundary: Policy?.Arn ?? "" }),
    );
    const bound = { ...denied, message: /because no permissions boundary allows the sts:AssumeRole action$/ };
    await expect(into(actor)).rejects.toMatchObject(refused(bound));
    const session = `arn:aws:sts::${accountId}:assumed-role/teleport/tester`;
    for (const principal of [{ AWS: session }, { AWS: "*" }]) {
      await iam.send(
        new UpdateAssumeRolePolicyCommand({ RoleName: "target", PolicyDocument: trusting(principal) }),
      );
      expect((await into(actor)).Credentials).toBeDefined();
    }
  });

  it("everyone is everyone, and one session is that session only", async () => {
    const actor = await actAs(sandbox, "caller");
    const iam = await target(trusting({ AWS: "*" }));
    await into(actor);
    const other = trusting({ AWS: `arn:aws:sts::${accountId}:assumed-role/caller/nightly` });
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "target", PolicyDocument: other }));
    await expect(into(actor)).rejects.toMatchObject(refused(denied));
  });

  it("an explicit Deny in either policy wins", async () => {
    const refusing = await actAs(
      sandbox,
      "refusing",
      policy({ Effect: "Deny", Action: "sts:AssumeRole", Resource: targetArn }),
    );
    const caller = await actAs(sandbox, "caller");
    const iam = await target(trusting({ AWS: [refusing.roleArn, caller.roleArn] }));
    await expect(into(refusing)).rejects.toMatchObject(
      refused({ ...denied, message: /explicit deny in an identity-based policy$/ }),
    );
    await into(caller);
    const document = policy(
      { Effect: "Allow", Principal: { AWS: caller.roleArn }, Action: "sts:AssumeRole" },
      { Effect: "Deny", Principal: root, Action: "sts:*" },
    );
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "target", PolicyDocument: document }));
    await expect(into(caller)).rejects.toMatchObject(
      refused({
        ...denied,
        message: /with an explicit deny in a role trust policy$/,
      }),
    );
  });

  it("a role made anew under the old name is not trusted", async () => {
    const first = await actAs(sandbox, "caller");
    const iam = await target(trusting({ AWS: first.roleArn }));
    await iam.send(new DeleteRoleCommand({ RoleName: "caller" }));
    const second = await actAs(sandbox, "caller");
    await expect(into(second)).rejects.toMatchObject(refused(denied));
  });

  it("does not tell a missing role from one that does not trust", async () => {
    const actor = await actAs(sandbox, "caller", assumeAnything);
    await target(trusting({ AWS: actor.roleArn }));
    for (const RoleArn of [
      `arn:aws:iam::${accountId}:role/nothing`,
      `arn:aws:iam::${accountId}:role/target`,
      `arn:aws:iam::${accountId}:role/team/Target`,
    ]) {
      await expect(into(actor, { RoleArn })).rejects.toMatchObject(
        refused({ ...denied, message: /no role trust policy allows/ }),
      );
    }
  });
});

describe("conditions of a trust policy", () => {
  it.each<[string, object[], Partial<AssumeRoleCommandInput>, boolean]>([
    [
      "the external id that is asked for",
      [grant(root, { StringEquals: { "sts:ExternalId": "x-1" } })],
      { ExternalId: "x-1" },
      true,
    ],
    [
      "another external id",
      [grant(root, { StringEquals: { "sts:ExternalId": "x-1" } })],
      { ExternalId: "x-2" },
      false,
    ],
    ["no external id", [grant(root, { StringEquals: { "sts:ExternalId": "x-1" } })], {}, false],
    [
      "the caller's role ARN",
      [grant(root, { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/caller` } })],
      {},
      true,
    ],
    [
      "a pattern of ARNs",
      [grant({ AWS: "*" }, { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/cal*` } })],
      {},
      true,
    ],
    [
      "another role's ARN",
      [grant(root, { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/x` } })],
      {},
      false,
    ],
    ["the session's name", [grant(root, { StringLike: { "sts:RoleSessionName": "test*" } })], {}, true],
    [
      "a name by variable",
      [grant(root, { StringEquals: { "sts:RoleSessionName": "${aws:PrincipalAccount}" } })],
      { RoleSessionName: accountId },
      true,
    ],
    ["the own address", [grant(root, { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } })], {}, true],
    ["another address", [grant(root, { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } })], {}, false],
    [
      "a second factor, which no session has",
      [grant(root, { Bool: { "aws:MultiFactorAuthPresent": "true" } })],
      {},
      false,
    ],
    [
      "Deny without a second factor",
      [grant(root), except({ BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } })],
      {},
      false,
    ],
    [
      "the own organization",
      [grant(root), except({ StringNotEquals: { "aws:PrincipalOrgID": "o-acme4f7k2q" } })],
      {},
      true,
    ],
    [
      "another organization",
      [grant(root), except({ StringNotEquals: { "aws:PrincipalOrgID": "o-other" } })],
      {},
      false,
    ],
    ["the target's own tag", [grant(root, { StringEquals: { "aws:ResourceTag/team": "A" } })], {}, true],
    [
      "the target's tag in another case",
      [grant(root, { StringEquals: { "aws:ResourceTag/Team": "a" } })],
      {},
      false,
    ],
    [
      "the account of the target",
      [grant(root, { StringEquals: { "aws:ResourceAccount": accountId } })],
      {},
      true,
    ],
    [
      "before a date that is past",
      [grant(root, { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } })],
      {},
      false,
    ],
  ])("%s", async (_, statements, more, works) => {
    const actor = await actAs(sandbox, "caller", assumeAnything);
    await target(policy(...statements), { team: "A" });
    expect(await answerTo(into(actor, more))).toBe(works ? "accepted" : "AccessDenied");
  });
});

describe("AssumeRole across accounts", () => {
  it("needs the trust and the caller's own policy", async () => {
    const { sts } = clientsFor(sandbox);
    const development = clientsFor(sandbox, await assume(sts, developmentAccessArn));
    const { Roles } = await development.iam.send(new ListRolesCommand({}));
    expect(Roles?.map((role) => role.Arn)).toEqual([developmentAccessArn]);
    await development.iam.send(
      new CreateRoleCommand({ RoleName: "target", AssumeRolePolicyDocument: trusting({ AWS: appUserArn }) }),
    );
    const RoleArn = `arn:aws:iam::${developmentId}:role/target`;
    await expect(
      sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "tester" })),
    ).rejects.toMatchObject(
      refused({
        ...denied,
        message: /because no identity-based policy allows the sts:AssumeRole action$/,
      }),
    );
    const actor = await actAs(sandbox, "caller", assumeAnything);
    await expect(into(actor, { RoleArn })).rejects.toMatchObject(
      refused({ ...denied, message: /no role trust policy allows/ }),
    );
  });
});

describe("the length of a session", () => {
  it("is an hour when roles are chained, whatever the role allows", async () => {
    const actor = await actAs(sandbox, "caller", assumeAnything);
    const { iam, sts } = clientsFor(sandbox);
    await iam.send(
      new CreateRoleCommand({
        RoleName: "long",
        AssumeRolePolicyDocument: trusting({ AWS: [actor.roleArn, appUserArn] }),
        MaxSessionDuration: 7200,
      }),
    );
    const RoleArn = `arn:aws:iam::${accountId}:role/long`;
    await into(actor, { RoleArn, DurationSeconds: 3600 });
    await expect(into(actor, { RoleArn, DurationSeconds: 3601 })).rejects.toMatchObject(
      refused({
        code: "ValidationError",
        status: 400,
        message:
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
      }),
    );
    await into({ sts }, { RoleArn, DurationSeconds: 7200 });
    await expect(into({ sts }, { RoleArn, DurationSeconds: 7201 })).rejects.toMatchObject(
      refused({
        code: "ValidationError",
        status: 400,
        message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
      }),
    );
  });

  it.each([
    { RoleSessionName: "anna b" },
    { RoleSessionName: "a" },
    { RoleSessionName: "x".repeat(65) },
    { DurationSeconds: 899 },
    { DurationSeconds: 43_201 },
    { RoleArn: "not-an-arn-but-long-enough" },
    { ExternalId: "x" },
  ])("and other input is checked: %j", async (more) => {
    const actor = await actAs(sandbox, "caller", assumeAnything);
    await target(trusting(root));
    await expect(into(actor, more)).rejects.toMatchObject(refused({ code: "ValidationError", status: 400 }));
  });

  it("tags of a session need their own permission", async () => {
    const actor = await actAs(sandbox, "caller", assumeAnything);
    const iam = await target(trusting({ AWS: actor.roleArn }));
    const Tags = [{ Key: "project", Value: "p1" }];
    await expect(into(actor, { Tags })).rejects.toMatchObject(
      refused({ ...denied, message: /sts:TagSession/ }),
    );
    const both = policy({
      Effect: "Allow",
      Principal: { AWS: actor.roleArn },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    });
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "target", PolicyDocument: both }));
    await iam.send(new TagRoleCommand({ RoleName: "target", Tags }));
    expect((await into(actor, { Tags })).Credentials).toBeDefined();
  });
});
