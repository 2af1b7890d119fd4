import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { accountId, clientsFor, control, refused, policy, startSandbox, trusting } from "./sandbox.ts";

const service = { Service: "ec2.amazonaws.com" };
const arn = (name: string, path = "/") => `arn:aws:iam::${accountId}:role${path}${name}`;

const create = (iam: IAMClient, RoleName: string, AssumeRolePolicyDocument = trusting(service), more = {}) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...more }));

const update = (iam: IAMClient, RoleName: string, PolicyDocument: string) =>
  iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));

async function trustOf(iam: IAMClient, RoleName: string): Promise<string> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
}

async function principalOf(iam: IAMClient, RoleName: string): Promise<unknown> {
  const document: { Statement: { Principal: unknown }[] } = JSON.parse(await trustOf(iam, RoleName));
  return document.Statement[0]?.Principal;
}

const statement = (more: object) =>
  policy({ Effect: "Allow", Principal: service, Action: "sts:AssumeRole", ...more });

describe("what IAM refuses in a trust policy", () => {
  it.each([
    ["no JSON", "{", "This policy contains invalid Json"],
    ["a list", "[]", "Syntax errors in policy."],
    ["no statement", policy(), "Missing required field Statement"],
    ["another version", statement({}).replace("2012-10-17", "2020-01-01"), /valid version string/],
    ["an unknown key", statement({ Prinzipal: {} }), "Unknown field Prinzipal"],
    ["no effect", policy({ Principal: service, Action: "sts:AssumeRole" }), "Missing required field Effect"],
    ["another effect", statement({ Effect: "Maybe" }), "Invalid effect: Maybe"],
    [
      "no principal",
      policy({ Effect: "Allow", Action: "sts:AssumeRole" }),
      "Missing required field Principal",
    ],
    ["no action", policy({ Effect: "Allow", Principal: service }), "Missing required field Action"],
    ["a resource", statement({ Resource: "*" }), "Has prohibited field Resource"],
    ["NotPrincipal", statement({ NotPrincipal: service }), "Has prohibited field NotPrincipal"],
    ["the bare star", statement({ Principal: "*" }), /"STAR":"\*"/],
    ["another service's action", statement({ Action: "s3:GetObject" }), /may only specify STS AssumeRole/],
    ["an action without a service", statement({ Action: "AssumeRole" }), /prefaced by a vendor/],
    ["a Sid with a dash", statement({ Sid: "not-allowed" }), /must be alpha-numeric/],
    [
      "an unknown operator",
      statement({ Condition: { StringSame: { "a:b": "c" } } }),
      /Invalid Condition type/,
    ],
    [
      "a role that is not there",
      trusting({ AWS: arn("nobody") }),
      `Invalid principal in policy: "AWS":"${arn("nobody")}"`,
    ],
    [
      "another partition",
      trusting({ AWS: "arn:aws-cn:iam::123456789012:root" }),
      /Invalid principal in policy/,
    ],
    ["a wildcard in an ARN", trusting({ AWS: arn("team-*") }), /Invalid principal in policy/],
    ["no service", trusting({ Service: "example.com" }), /Invalid principal in policy: "SERVICE"/],
    ["an id of nobody", trusting({ AWS: "AROAAAAAAAAAAAAAAAAAA" }), /"AWS":"AROAAAAAAAAAAAAAAAAAA"/],
    [
      "a Sid twice",
      policy(
        ...[1, 2].map(() => ({ Sid: "same", Effect: "Allow", Principal: service, Action: "sts:AssumeRole" })),
      ),
      /must be unique/,
    ],
  ])("%s", async (_, document, message) => {
    const { iam } = clientsFor(await startSandbox());
    const refusal = { code: "MalformedPolicyDocument", status: 400, message };
    await expect(create(iam, "target", document)).rejects.toMatchObject(refused(refusal));
    await create(iam, "target");
    await expect(update(iam, "target", document)).rejects.toMatchObject(refused(refusal));
    expect(JSON.parse(await trustOf(iam, "target"))).toEqual(JSON.parse(trusting(service)));
  });

  it.each([
    [
      "empty Sids",
      policy(...[1, 2].map(() => ({ Sid: "", Effect: "Allow", Principal: service, Action: "sts:*" }))),
    ],
    ["everyone", trusting({ AWS: "*" })],
    [
      "one statement without a list",
      JSON.stringify({ Version: "2012-10-17", Statement: JSON.parse(statement({})).Statement[0] }),
    ],
    ["no version, and an Id", JSON.stringify({ Id: "old", Statement: JSON.parse(statement({})).Statement })],
    ["unquoted values in conditions", statement({ Condition: { Bool: { "aws:SecureTransport": true } } })],
  ])("but it takes %s, and keeps the shape", async (_, document) => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "target", document);
    expect(JSON.parse(await trustOf(iam, "target"))).toEqual(JSON.parse(document));
  });

  it("refuses characters that a policy may not hold", async () => {
    const { iam } = clientsFor(await startSandbox());
    await expect(create(iam, "target", statement({ Sid: "\u4e2d" }))).rejects.toMatchObject(
      refused({
        code: "ValidationError",
        status: 400,
      }),
    );
  });
});

describe("how IAM keeps a trust policy", () => {
  it("shows lists sorted, a list of one as its member, and an account by its root", async () => {
    const { iam } = clientsFor(await startSandbox());
    const condition = { StringEquals: { "sts:ExternalId": ["b", "a"], "aws:PrincipalAccount": ["1"] } };
    await create(
      iam,
      "target",
      policy({
        Effect: "Allow",
        Principal: { AWS: [accountId] },
        Action: ["sts:TagSession", "sts:AssumeRole"],
        Condition: condition,
      }),
    );
    const text = await trustOf(iam, "target");
    expect(JSON.parse(text).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: { StringEquals: { "aws:PrincipalAccount": "1", "sts:ExternalId": ["a", "b"] } },
      },
    ]);
    await update(iam, "target", text);
    expect(await trustOf(iam, "target")).toBe(text);
  });

  it("names a deleted role by its id, whatever is created under the name later", async () => {
    const { iam } = clientsFor(await startSandbox());
    const { Role } = await create(iam, "caller", trusting(service), { Path: "/team/" });
    await create(iam, "target", trusting({ AWS: arn("caller", "/team/") }));
    expect(await principalOf(iam, "target")).toEqual({ AWS: arn("caller", "/team/") });
    await iam.send(new DeleteRoleCommand({ RoleName: "caller" }));
    expect(await principalOf(iam, "target")).toEqual({ AWS: Role?.RoleId });
    await create(iam, "caller", trusting(service), { Path: "/team/" });
    expect(await principalOf(iam, "target")).toEqual({ AWS: Role?.RoleId });
    const listed = await iam.send(new ListRolesCommand({}));
    const shown = listed.Roles?.find((role) => role.RoleName === "target")?.AssumeRolePolicyDocument;
    expect(decodeURIComponent(shown ?? "")).toContain(Role?.RoleId);
    await expect(update(iam, "target", await trustOf(iam, "target"))).rejects.toMatchObject(
      refused({
        code: "MalformedPolicyDocument",
        status: 400,
        message: `Invalid principal in policy: "AWS":"${Role?.RoleId}"`,
      }),
    );
  });

  it("takes a living id, and shows the ARN behind it", async () => {
    const { iam } = clientsFor(await startSandbox());
    const { Role } = await create(iam, "caller");
    await create(iam, "target", trusting({ AWS: Role?.RoleId }));
    expect(await principalOf(iam, "target")).toEqual({ AWS: arn("caller") });
  });

  it("knows a role only by its exact path and case", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "caller", trusting(service), { Path: "/team/" });
    for (const wrong of [arn("caller"), arn("Caller", "/team/")]) {
      await expect(create(iam, "target", trusting({ AWS: wrong }))).rejects.toMatchObject(
        refused({
          code: "MalformedPolicyDocument",
          status: 400,
        }),
      );
    }
  });

  it("percent-encodes the document in every answer", async () => {
    const { iam } = clientsFor(await startSandbox());
    const { Role } = await create(iam, "target");
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22%3A%222012-10-17%22/);
  });
});

describe("the quota on trust policies", () => {
  const long = (characters: number) => {
    const fill = (sid: string) => statement({ Sid: sid });
    return fill("x".repeat(characters - fill("").length));
  };

  it("counts everything but white space, up to 2,048", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "target", long(2048));
    const spaced = JSON.stringify(JSON.parse(long(2048)), null, 8);
    await update(iam, "target", spaced);
    const refusal = {
      code: "LimitExceeded",
      status: 409,
      message: "Cannot exceed quota for ACLSizePerRole: 2048",
    };
    await expect(update(iam, "target", long(2049))).rejects.toMatchObject(refused(refusal));
    await expect(create(iam, "other", long(2049))).rejects.toMatchObject(refused(refusal));
  });

  it("is the account's own where it was raised", async () => {
    const sandbox = await startSandbox();
    const { iam } = clientsFor(sandbox);
    await control(sandbox, "POST", "account", { accountId, trustSizeQuota: 4096 });
    await create(iam, "target", long(4096));
    await expect(update(iam, "target", long(4097))).rejects.toMatchObject(
      refused({
        code: "LimitExceeded",
        status: 409,
        message: "Cannot exceed quota for ACLSizePerRole: 4096",
      }),
    );
  });
});
