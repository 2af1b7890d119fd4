import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { clientsFor, refused, policy, startSandbox, trusting } from "./sandbox.ts";

const trust = trusting({ Service: "ec2.amazonaws.com" });
const readAll = policy({ Effect: "Allow", Action: "s3:Get*", Resource: "*" });

const create = (iam: IAMClient, RoleName: string, more = {}) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, ...more }));

describe("roles", () => {
  it("come back as they were created", async () => {
    const { iam } = clientsFor(await startSandbox());
    const about = {
      Path: "/team/a/",
      Description: 'Größe <&> "x"',
      MaxSessionDuration: 7200,
      Tags: [{ Key: "owner", Value: "platform" }],
    };
    const { Role: created } = await create(iam, "reader", about);
    expect(created).toMatchObject({ ...about, Arn: "arn:aws:iam::123456789012:role/team/a/reader" });
    expect(created?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    const { Role: read } = await iam.send(new GetRoleCommand({ RoleName: "reader" }));
    expect(read).toMatchObject({ ...created, RoleLastUsed: {} });
  });

  it("are listed without tags, boundary and last use", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "reader", { Path: "/team/", Tags: [{ Key: "a", Value: "b" }] });
    await create(iam, "other");
    const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: "/team/" }));
    expect(Roles?.map((role) => role.RoleName)).toEqual(["reader"]);
    expect(Object.keys(Roles?.[0] ?? {}).toSorted()).toEqual([
      "Arn",
      "AssumeRolePolicyDocument",
      "CreateDate",
      "MaxSessionDuration",
      "Path",
      "RoleId",
      "RoleName",
    ]);
  });

  it("have names that are unique without case, and found only in their own", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "Reader");
    await expect(create(iam, "reader")).rejects.toMatchObject(
      refused({
        code: "EntityAlreadyExists",
        status: 409,
        message: "Role with name reader already exists.",
      }),
    );
    await expect(iam.send(new GetRoleCommand({ RoleName: "reader" }))).rejects.toMatchObject(
      refused({
        code: "NoSuchEntity",
        status: 404,
        message: "The role with name reader cannot be found.",
      }),
    );
  });

  it.each([
    ["x".repeat(65), {}, /length less than or equal to 64/],
    ["a/b", {}, /regular expression pattern/],
    ["a b", {}, /Value 'a b' at 'roleName' failed/],
    ["reader", { Path: "team" }, /at 'path'/],
    ["reader", { MaxSessionDuration: 60 }, /greater than or equal to 3600/],
    ["reader", { MaxSessionDuration: 43_201 }, /less than or equal to 43200/],
  ])("are refused as %s with %j", async (name, more, message) => {
    const { iam } = clientsFor(await startSandbox());
    await expect(create(iam, name, more)).rejects.toMatchObject(
      refused({ code: "ValidationError", status: 400, message }),
    );
  });

  it("can't be created where only AWS creates them", async () => {
    const { iam } = clientsFor(await startSandbox());
    for (const Path of ["/aws-service-role/x.amazonaws.com/", "/aws-reserved/sso.amazonaws.com/"]) {
      await expect(create(iam, "reader", { Path })).rejects.toMatchObject(
        refused({ code: "InvalidInput", status: 400 }),
      );
    }
  });

  it("lose policies before they can be deleted", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "reader");
    const RoleName = "reader";
    const PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: readAll }));
    await expect(remove()).rejects.toMatchObject(
      refused({
        code: "DeleteConflict",
        status: 409,
        message: /must delete policies first/,
      }),
    );
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "p" }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await expect(remove()).rejects.toMatchObject(
      refused({
        code: "DeleteConflict",
        status: 409,
        message: /must detach all policies/,
      }),
    );
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await remove();
    await expect(remove()).rejects.toMatchObject(refused({ code: "NoSuchEntity", status: 404 }));
  });

  it("stay while an instance profile holds them", async () => {
    const { iam } = clientsFor(await startSandbox({ seed: "company" }));
    const profiles = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: "JumpHost" }));
    expect(profiles.InstanceProfiles?.map((profile) => profile.InstanceProfileName)).toEqual(["jump-host"]);
    await expect(iam.send(new DeleteRoleCommand({ RoleName: "JumpHost" }))).rejects.toMatchObject(
      refused({
        code: "DeleteConflict",
        status: 409,
        message: /must remove roles from instance profile first/,
      }),
    );
  });

  it("take a new description and session length", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "reader");
    const RoleName = "reader";
    await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }));
    const { Role } = await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description: "new" }));
    expect(Role).toMatchObject({ MaxSessionDuration: 7200, Description: "new" });
  });
});

describe("protected roles", () => {
  it.each(["AWSServiceRoleForRDS", "AWSReservedSSO_PowerUserAccess_4c1f0a9be27d6f35"])(
    "%s can be changed by AWS only",
    async (RoleName) => {
      const { iam } = clientsFor(await startSandbox({ seed: "company" }));
      const refusal = {
        code: "UnmodifiableEntity",
        status: 400,
        message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
      };
      const PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
      const calls = [
        iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust })),
        iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: readAll })),
        iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "p" })),
        iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })),
        iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: PolicyArn })),
        iam.send(new DeleteRoleCommand({ RoleName })),
      ];
      const refusals = calls.map((call) => expect(call).rejects.toMatchObject(refused(refusal)));
      expect(await Promise.all(refusals)).toHaveLength(6);
    },
  );
});

describe("inline policies", () => {
  const put = (iam: IAMClient, PolicyName: string, PolicyDocument: string) =>
    iam.send(new PutRolePolicyCommand({ RoleName: "reader", PolicyName, PolicyDocument }));

  it("keep their text, replace one of the same name, and go away", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "reader");
    const text = JSON.stringify(JSON.parse(readAll), null, 2);
    await put(iam, "b", readAll);
    await put(iam, "a", readAll);
    await put(iam, "b", text);
    const about = { RoleName: "reader", PolicyName: "b" };
    const read = await iam.send(new GetRolePolicyCommand(about));
    expect(decodeURIComponent(read.PolicyDocument ?? "")).toBe(text);
    const names = await iam.send(new ListRolePoliciesCommand({ RoleName: "reader" }));
    expect(names.PolicyNames).toEqual(["a", "b"]);
    await iam.send(new DeleteRolePolicyCommand(about));
    const gone = {
      code: "NoSuchEntity",
      status: 404,
      message: "The role policy with name b cannot be found.",
    };
    await expect(iam.send(new GetRolePolicyCommand(about))).rejects.toMatchObject(refused(gone));
    await expect(iam.send(new DeleteRolePolicyCommand(about))).rejects.toMatchObject(refused(gone));
  });

  it.each([
    ["{", "Syntax errors in policy."],
    [policy({ Effect: "Allow", Action: "s3:*" }), "Policy statement must contain resources."],
    [policy({ Effect: "Allow", Action: "s3:*", Resource: "bucket" }), /must be in ARN format/],
    [trust, "Policy document should not specify a principal."],
  ])("are refused: %s", async (document, message) => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "reader");
    await expect(put(iam, "p", document)).rejects.toMatchObject(
      refused({ code: "MalformedPolicyDocument", status: 400, message }),
    );
  });

  it("share 10,240 characters, white space aside", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "reader");
    const sized = (size: number) => {
      const fill = (sid: string) => policy({ Sid: sid, Effect: "Allow", Action: "s3:*", Resource: "*" });
      return fill("x".repeat(size - fill("").length));
    };
    await put(iam, "one", sized(5120));
    await put(iam, "two", JSON.stringify(JSON.parse(sized(5120)), null, 4));
    await expect(put(iam, "two", sized(5121))).rejects.toMatchObject(
      refused({
        code: "LimitExceeded",
        status: 409,
        message: "Maximum policy size of 10240 bytes exceeded for role reader",
      }),
    );
  });
});

describe("managed policies and boundaries", () => {
  it("are created, attached, set as boundary, and read back", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "reader");
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: "Read", Path: "/x/", PolicyDocument: readAll }),
    );
    const PolicyArn = Policy?.Arn ?? "";
    expect(PolicyArn).toBe("arn:aws:iam::123456789012:policy/x/Read");
    const RoleName = "reader";
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: PolicyArn }));
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(attached.AttachedPolicies).toEqual([{ PolicyName: "Read", PolicyArn }]);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PolicyArn);
    const read = await iam.send(new GetPolicyCommand({ PolicyArn }));
    expect(read.Policy).toMatchObject({
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 1,
      DefaultVersionId: "v1",
    });
    const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v1" }));
    expect(decodeURIComponent(version.PolicyVersion?.Document ?? "")).toBe(readAll);
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    await expect(iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }))).rejects.toMatchObject(
      refused({
        code: "NoSuchEntity",
        status: 404,
      }),
    );
  });

  it("must exist", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "reader");
    const PolicyArn = "arn:aws:iam::123456789012:policy/Nothing";
    const missing = { code: "NoSuchEntity", status: 404 };
    await expect(
      iam.send(new AttachRolePolicyCommand({ RoleName: "reader", PolicyArn })),
    ).rejects.toMatchObject(refused(missing));
    await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject(refused(missing));
    await expect(create(iam, "bound", { PermissionsBoundary: PolicyArn })).rejects.toMatchObject(
      refused(missing),
    );
  });
});

describe("the account", () => {
  it("tells its alias, quotas and counts", async () => {
    const { iam } = clientsFor(await startSandbox());
    await create(iam, "reader");
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      AssumeRolePolicySizeQuota: 2048,
      RolePolicySizeQuota: 10_240,
      Roles: 1,
    });
    const { AccountAliases } = await iam.send(new ListAccountAliasesCommand({}));
    expect(AccountAliases).toEqual(["acme-production"]);
  });
});
