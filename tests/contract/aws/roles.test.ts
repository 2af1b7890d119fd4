import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listening } from "./listening.ts";
import { openSandboxAccount } from "./sandbox-account.ts";
import type { SandboxAccount } from "./sandbox-account.ts";

let sandbox: SandboxAccount;

/** Answers for the issuers below, at the address that the sandbox is told. */
const issuerServer = createServer((request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const issuer = `https://${request.headers.host ?? ""}`;
  response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/jwks` }));
});

beforeAll(async () => {
  const url = await listening(issuerServer);
  sandbox = await openSandboxAccount({
    issuers: new Map([
      ["https://teleport.acme.test", url],
      ["https://second.acme.test", url],
    ]),
  });
});
beforeEach(() => sandbox.reset());
afterAll(async () => {
  await sandbox.close();
  issuerServer.close();
});

const account = "123456789012";
const providerArn = `arn:aws:iam::${account}:oidc-provider/teleport.acme.test`;
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "TeleportOidc",
      Effect: "Allow",
      Principal: { Federated: providerArn },
      Action: "sts:AssumeRoleWithWebIdentity",
    },
  ],
});

function parse(text: string | null): unknown {
  return JSON.parse(text ?? "null");
}

describe("an OIDC provider", () => {
  test("is created without a thumbprint, read, extended, tagged and deleted", async () => {
    expect(await sandbox.account.getOidcProvider(providerArn)).toBeNull();
    await sandbox.account.createOidcProvider({
      url: "https://teleport.acme.test",
      audiences: ["discover.teleport"],
      thumbprints: [],
      tags: [{ key: "teleport.dev/origin", value: "integration_awsoidc" }],
    });
    await sandbox.account.addAudience(providerArn, "sts.amazonaws.com");
    await sandbox.account.tagOidcProvider(providerArn, [{ key: "owner", value: "platform" }]);
    const provider = await sandbox.account.getOidcProvider(providerArn);
    expect(provider).toMatchObject({ arn: providerArn, issuer: "teleport.acme.test" });
    expect([...(provider?.audiences ?? [])].toSorted()).toEqual(["discover.teleport", "sts.amazonaws.com"]);
    expect(provider?.tags).toContainEqual({ key: "owner", value: "platform" });

    await sandbox.account.removeAudience(providerArn, "sts.amazonaws.com");
    expect((await sandbox.account.getOidcProvider(providerArn))?.audiences).toEqual(["discover.teleport"]);
    await sandbox.account.deleteOidcProvider(providerArn);
    await sandbox.account.deleteOidcProvider(providerArn);
    expect(await sandbox.account.getOidcProvider(providerArn)).toBeNull();
  });

  test("whose creation lost its answer counts as created, one that was there does not", async () => {
    const provider = {
      url: "https://second.acme.test",
      audiences: ["discover.teleport"],
      thumbprints: [],
      tags: [],
    };
    await sandbox.fault({
      match: { action: "CreateOpenIDConnectProvider", nth: 1 },
      fault: { kind: "drop", when: "after" },
    });
    await sandbox.account.createOidcProvider(provider);
    expect((await sandbox.counted()).CreateOpenIDConnectProvider).toBe(2);
    await expect(sandbox.account.createOidcProvider(provider)).rejects.toMatchObject({
      code: "aws-already-exists",
    });
  });
});

describe("a role", () => {
  const appAccess = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }],
  });

  test("is created with path, trust and tags, given a policy, and deleted", async () => {
    const roleArn = `arn:aws:iam::${account}:role/teleport/integration`;
    await sandbox.account.createRole({
      roleArn,
      description: "Used by Teleport",
      trustPolicy: trust,
      tags: [{ key: "teleport.dev/integration", value: "prod" }],
    });
    await sandbox.account.putInlinePolicy(roleArn, "AWSAppAccess", appAccess);
    expect(parse(await sandbox.account.getInlinePolicy(roleArn, "AWSAppAccess"))).toEqual(parse(appAccess));
    const role = await sandbox.account.getRole(roleArn);
    expect(role).toMatchObject({
      arn: roleArn,
      accountId: account,
      partition: "aws",
      name: "integration",
      path: "/teleport/",
      description: "Used by Teleport",
      tags: [{ key: "teleport.dev/integration", value: "prod" }],
      attachedPolicies: [],
      boundary: null,
      lastUsedAt: null,
    });
    expect(role?.roleId).toMatch(/^AROA/);
    expect(parse(role?.trustPolicy ?? null)).toEqual(parse(trust));
    expect(role?.inlinePolicies?.map(({ name }) => name)).toEqual(["AWSAppAccess"]);

    await sandbox.account.deleteInlinePolicy(roleArn, "AWSAppAccess");
    await sandbox.account.deleteInlinePolicy(roleArn, "AWSAppAccess");
    await sandbox.account.deleteRole(roleArn);
    await sandbox.account.deleteRole(roleArn);
    expect(await sandbox.account.getRole(roleArn)).toBeNull();
    expect(await sandbox.account.getTrustPolicy(roleArn)).toBeNull();
    expect(await sandbox.account.getRoleTags(roleArn)).toBeNull();
    expect(await sandbox.account.getInlinePolicy(roleArn, "AWSAppAccess")).toBeNull();
  });

  test("whose creation lost its answer counts as created", async () => {
    const role = {
      roleArn: `arn:aws:iam::${account}:role/lost-answer`,
      description: "Used by Teleport",
      trustPolicy: trust,
      tags: [],
    };
    await sandbox.fault({
      match: { action: "CreateRole", nth: 1 },
      fault: { kind: "drop", when: "after" },
    });
    await sandbox.account.createRole(role);
    expect((await sandbox.counted()).CreateRole).toBe(2);
    await expect(sandbox.account.createRole(role)).rejects.toMatchObject({ code: "aws-already-exists" });
  });

  test("under another path is another role", async () => {
    const elsewhere = `arn:aws:iam::${account}:role/elsewhere/ReadOnlyAuditor`;
    expect(await sandbox.account.getRole(elsewhere)).toBeNull();
    expect(await sandbox.account.getTrustPolicy(elsewhere)).toBeNull();
  });

  test("is tagged and untagged, whatever characters the tag holds", async () => {
    const roleArn = `arn:aws:iam::${account}:role/audit/ReadOnlyAuditor`;
    const tag = { key: "Team: a/b+c=d@e_f-g.h", value: "naïve coöp 42 + / = @" };
    await sandbox.account.tagRole(roleArn, tag);
    expect(await sandbox.account.getRoleTags(roleArn)).toContainEqual(tag);
    await sandbox.account.untagRole(roleArn, tag.key);
    expect(await sandbox.account.getRoleTags(roleArn)).not.toContainEqual(tag);
  });

  test("keeps a trust policy with percent signs and plus signs as written", async () => {
    const roleArn = `arn:aws:iam::${account}:role/service-role/queue+worker=eu@prod`;
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": "100%+5 é/?&=" } },
        },
      ],
    });
    await sandbox.account.updateTrustPolicy(roleArn, document);
    expect(parse(await sandbox.account.getTrustPolicy(roleArn))).toEqual(parse(document));
  });

  test("shows the documents of managed policies and of its boundary", async () => {
    const role = await sandbox.account.getRole(`arn:aws:iam::${account}:role/audit/ReadOnlyAuditor`);
    expect(role?.attachedPolicies?.map(({ name }) => name)).toContain("ReadOnlyAccess");
    for (const policy of role?.attachedPolicies ?? []) {
      expect(parse(policy.document)).toHaveProperty("Statement");
    }
    const scan = await sandbox.account.scanRoles();
    const bounded = scan.roles.find(({ boundary }) => boundary !== null && boundary !== undefined);
    const read = await sandbox.account.getRole(bounded?.arn ?? "");
    expect(parse(read?.boundary?.document ?? null)).toHaveProperty("Statement");
    expect(read?.boundary?.arn).toBe(bounded?.boundary?.arn);
  });
});
