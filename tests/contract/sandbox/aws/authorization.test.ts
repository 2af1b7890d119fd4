import {
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, it } from "vitest";
import { operations } from "#lib/sandbox/aws/api/operations.ts";
import { accountId, actAs, clientsFor, refused, policy, startSandbox, trusting } from "./sandbox.ts";

const allow = (Action: string | string[], Resource = "*", Condition?: object) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const deny = (Action: string, Resource = "*") => ({ Effect: "Deny", Action, Resource });

describe("every IAM operation", () => {
  const names = Object.keys(operations).filter((name) => operations[name]?.service === "iam");

  it.each(names)("%s is refused to somebody without permissions", async (action) => {
    const sandbox = await startSandbox();
    const nobody = await actAs(sandbox, "nobody");
    const { host, hostname, port } = new URL(sandbox.url);
    const body = new URLSearchParams({
      Action: action,
      Version: "2010-05-08",
      RoleName: "nobody",
      PolicyName: "p",
      PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      PermissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      PolicySourceArn: nobody.roleArn,
      OpenIDConnectProviderArn: `arn:aws:iam::${accountId}:oidc-provider/x.test`,
      Url: "https://x.test",
      ClientID: "c",
      VersionId: "v1",
      PolicyDocument: trusting({ Service: "ec2.amazonaws.com" }),
      AssumeRolePolicyDocument: trusting({ Service: "ec2.amazonaws.com" }),
    }).toString();
    const signer = new SignatureV4({
      credentials: nobody.keys,
      region: "us-east-1",
      service: "iam",
      sha256: Sha256,
    });
    const signed = await signer.sign({
      method: "POST",
      protocol: "http:",
      hostname,
      port: Number(port),
      path: "/",
      headers: { host, "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    const response = await fetch(sandbox.url, { method: "POST", headers: signed.headers, body });
    const text = await response.text();
    expect(response.status).toBe(403);
    expect(text).toContain("<Code>AccessDenied</Code>");
    expect(text).toContain(
      `assumed-role/nobody/tester is not authorized to perform: iam:${action} on resource: `,
    );
    expect(text).toContain(`because no identity-based policy allows the iam:${action} action`);
  });
});

describe("who may do what", () => {
  const denied = { code: "AccessDenied", status: 403 };

  it("is said in AWS's words, with the role's path in the resource", async () => {
    const sandbox = await startSandbox();
    const { iam } = clientsFor(sandbox);
    const AssumeRolePolicyDocument = trusting({ Service: "ec2.amazonaws.com" });
    await iam.send(new CreateRoleCommand({ RoleName: "target", Path: "/t/", AssumeRolePolicyDocument }));
    const actor = await actAs(sandbox, "actor", policy(allow("iam:GetRole")));
    await actor.iam.send(new GetRoleCommand({ RoleName: "target" }));
    const Tags = [{ Key: "a", Value: "b" }];
    await expect(actor.iam.send(new TagRoleCommand({ RoleName: "target", Tags }))).rejects.toMatchObject(
      refused({
        ...denied,
        message: `User: arn:aws:sts::${accountId}:assumed-role/actor/tester is not authorized to perform: iam:TagRole on resource: arn:aws:iam::${accountId}:role/t/target because no identity-based policy allows the iam:TagRole action`,
      }),
    );
  });

  it("does not tell whether a role exists to those who may not ask", async () => {
    const sandbox = await startSandbox();
    const actor = await actAs(sandbox, "actor");
    await expect(actor.iam.send(new GetRoleCommand({ RoleName: "missing" }))).rejects.toMatchObject(
      refused(denied),
    );
  });

  it("an explicit Deny wins over any Allow", async () => {
    const sandbox = await startSandbox();
    const actor = await actAs(sandbox, "actor", policy(allow("*"), deny("iam:List*")));
    await expect(actor.iam.send(new ListRolesCommand({}))).rejects.toMatchObject(
      refused({
        ...denied,
        message: /with an explicit deny in an identity-based policy$/,
      }),
    );
    await actor.sts.send(new GetCallerIdentityCommand({}));
  });

  it("needs no permission to ask who one is, even against a Deny", async () => {
    const sandbox = await startSandbox();
    const actor = await actAs(sandbox, "actor", policy(deny("*")));
    expect((await actor.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(accountId);
  });

  it("a permissions boundary narrows what policies grant", async () => {
    const sandbox = await startSandbox();
    const { iam } = clientsFor(sandbox);
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: "Bound",
        PolicyDocument: policy(allow("iam:GetRole"), deny("iam:Tag*")),
      }),
    );
    const actor = await actAs(sandbox, "actor", policy(allow("iam:*")));
    await actor.iam.send(new ListRolesCommand({}));
    await iam.send(
      new PutRolePermissionsBoundaryCommand({ RoleName: "actor", PermissionsBoundary: Policy?.Arn ?? "" }),
    );
    await actor.iam.send(new GetRoleCommand({ RoleName: "actor" }));
    await expect(actor.iam.send(new ListRolesCommand({}))).rejects.toMatchObject(
      refused({
        ...denied,
        message: /because no permissions boundary allows the iam:ListRoles action$/,
      }),
    );
    const Tags = [{ Key: "a", Value: "b" }];
    await expect(actor.iam.send(new TagRoleCommand({ RoleName: "actor", Tags }))).rejects.toMatchObject(
      refused({
        ...denied,
        message: /with an explicit deny in a permissions boundary$/,
      }),
    );
  });

  it("a session policy narrows a session", async () => {
    const sandbox = await startSandbox();
    const actor = await actAs(sandbox, "actor", policy(allow("iam:*")));
    const { Credentials } = await clientsFor(sandbox).sts.send(
      new AssumeRoleCommand({
        RoleArn: actor.roleArn,
        RoleSessionName: "narrow",
        Policy: policy(allow("iam:GetRole")),
      }),
    );
    const narrow = clientsFor(sandbox, {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    });
    await narrow.iam.send(new GetRoleCommand({ RoleName: "actor" }));
    await expect(narrow.iam.send(new ListRolesCommand({}))).rejects.toMatchObject(
      refused({
        ...denied,
        message: /because no session policy allows the iam:ListRoles action$/,
      }),
    );
  });

  it("depends on the target's tags, keys without case and values exact", async () => {
    const sandbox = await startSandbox();
    const { iam } = clientsFor(sandbox);
    const AssumeRolePolicyDocument = trusting({ Service: "ec2.amazonaws.com" });
    for (const [name, value] of [
      ["mine", "Yes"],
      ["other", "yes"],
    ]) {
      await iam.send(
        new CreateRoleCommand({
          RoleName: name,
          AssumeRolePolicyDocument,
          Tags: [{ Key: "Managed/By-App", Value: value }],
        }),
      );
    }
    const condition = { StringEquals: { "iam:ResourceTag/managed/by-app": "Yes" } };
    const actor = await actAs(sandbox, "actor", policy(allow("iam:GetRole", "*", condition)));
    await actor.iam.send(new GetRoleCommand({ RoleName: "mine" }));
    await expect(actor.iam.send(new GetRoleCommand({ RoleName: "other" }))).rejects.toMatchObject(
      refused(denied),
    );
  });

  it("depends on the tags a call brings, and creating with tags takes the right to tag", async () => {
    const sandbox = await startSandbox();
    const actor = await actAs(
      sandbox,
      "actor",
      policy(allow("iam:CreateRole", `arn:aws:iam::${accountId}:role/app-*`)),
    );
    const create = (RoleName: string, Tags: { Key: string; Value: string }[] = []) =>
      actor.iam.send(
        new CreateRoleCommand({
          RoleName,
          Tags,
          AssumeRolePolicyDocument: trusting({ Service: "ec2.amazonaws.com" }),
        }),
      );
    await create("app-plain");
    await expect(create("other")).rejects.toMatchObject(
      refused({ ...denied, message: /iam:CreateRole on resource: .*role\/other/ }),
    );
    await expect(create("app-tagged", [{ Key: "team", Value: "x" }])).rejects.toMatchObject(
      refused({
        ...denied,
        message: /iam:TagRole/,
      }),
    );
    await clientsFor(sandbox).iam.send(
      new PutRolePolicyCommand({
        RoleName: "actor",
        PolicyName: "own",
        PolicyDocument: policy(
          allow(["iam:CreateRole", "iam:TagRole"], "*", {
            "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] },
            StringEquals: { "aws:RequestTag/team": "${aws:PrincipalAccount}" },
          }),
        ),
      }),
    );
    await create("app-tagged", [{ Key: "team", Value: accountId }]);
    await expect(create("app-second", [{ Key: "team", Value: "x" }])).rejects.toMatchObject(refused(denied));
    const both = [
      { Key: "team", Value: accountId },
      { Key: "more", Value: "" },
    ];
    await expect(create("app-third", both)).rejects.toMatchObject(refused(denied));
  });

  it("checks before the issuer of a provider is contacted", async () => {
    const sandbox = await startSandbox();
    const actor = await actAs(sandbox, "actor");
    const command = new CreateOpenIDConnectProviderCommand({ Url: "https://unheard-of.test" });
    await expect(actor.iam.send(command)).rejects.toMatchObject(refused(denied));
  });
});
