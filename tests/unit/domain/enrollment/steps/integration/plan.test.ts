import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { planScope } from "#lib/domain/enrollment/scope.ts";
import {
  awsIdentity,
  awsRole,
  document,
  integrationRole,
  oidcProvider,
  ownership,
  roleScan,
  trustsEc2,
  webIdentity,
} from "../../../../../support/observation/aws.ts";
import {
  accountId,
  at,
  integrationName,
  integrationRoleArn,
  integrationRoleName,
  otherAccountId,
  providerArn,
} from "../../../../../support/observation/names.ts";
import { draft, enrolled, seen, unread, untouched } from "../../../../../support/observation/observation.ts";
import { changesOf, changeTo, kindsOf, plan, refusalOf } from "../../../../../support/observation/plans.ts";
import { cluster, integration, issuer, ping } from "../../../../../support/observation/teleport.ts";

describe("step 1 in an untouched account", () => {
  const result = plan(untouched(), "integration");

  test("makes provider, role and integration, in this order", () => {
    expect(kindsOf(result)).toEqual(["aws/oidc-provider", "aws/role", "teleport/integration"]);
  });

  test("waits for Ping by the role's ARN before the integration, and for Ping by name after it", () => {
    expect(changesOf(result).map(({ waitFor }) => waitFor)).toEqual([
      undefined,
      "ping-by-role-arn",
      "ping-by-name",
    ]);
  });

  test("each change needs the ones that it stands on", () => {
    const [provider, role, teleport] = changesOf(result);
    expect(role?.needs).toEqual([provider?.key]);
    expect(teleport?.needs).toEqual([provider?.key, role?.key]);
  });

  test("the provider has the guide's audience, Teleport's tags and no thumbprint", () => {
    expect(changeTo(result, "aws/oidc-provider").after).toEqual({
      url: "https://teleport.acme.test",
      audiences: ["discover.teleport"],
      thumbprints: [],
      tags: ownership,
    });
    expect(changeTo(result, "aws/oidc-provider").change.resource.id).toBe(providerArn);
  });

  test("the role is made with its trust policy and its three tags", () => {
    const { after, change } = changeTo(result, "aws/role");
    expect(change.resource.id).toBe(integrationRoleArn);
    expect(after.path).toBe("/");
    expect(after.tags).toEqual(ownership);
    expect(JSON.parse(after.trustPolicy ?? "")).toEqual({ Version: "2012-10-17", Statement: [webIdentity] });
  });

  test("the integration names the role", () => {
    expect(changeTo(result, "teleport/integration").after).toEqual({
      subKind: "aws-oidc",
      roleArn: integrationRoleArn,
      audience: "",
      issuerS3Uri: "",
    });
  });

  test("the plan belongs to cluster, account, partition and integration role", () => {
    expect(result.kind === "draft" && result.draft.scope).toEqual({
      cluster: "teleport.acme.test",
      accountId,
      partition: "aws",
      integration: integrationName,
      integrationRoleArn,
    });
  });
});

describe("what exists is adopted", () => {
  test("an enrolled account has nothing to do", () => {
    expect(plan(enrolled(), "integration").kind).toBe("nothing");
  });

  test("a provider without the audience gets it, and keeps what others put there", () => {
    const provider = oidcProvider({
      audiences: ["sts.amazonaws.com"],
      tags: [{ key: "Teleport.dev/Integration", value: "other" }],
    });
    const { before, after } = changeTo(
      plan(enrolled([], { provider: seen(provider) }), "integration"),
      "aws/oidc-provider",
    );
    expect(before?.audiences).toEqual(["sts.amazonaws.com"]);
    expect(after.audiences).toEqual(["sts.amazonaws.com", "discover.teleport"]);
    expect(after.tags).toEqual([
      { key: "Teleport.dev/Integration", value: "other" },
      ...ownership.filter(({ key }) => key !== "teleport.dev/integration"),
    ]);
    expect(after.thumbprints).toEqual(provider.thumbprints);
  });

  test("where the owner's tags leave no room on the provider, ours stay away", () => {
    const tags = Array.from({ length: 49 }, (_, index) => ({ key: `k${index}`, value: "v" }));
    expect(plan(enrolled([], { provider: seen(oidcProvider({ tags })) }), "integration").kind).toBe(
      "nothing",
    );
  });

  test("an adopted role's trust gets one statement of our own; the others stay as they are", () => {
    const role = integrationRole({ trustPolicy: document(trustsEc2) });
    const o = enrolled([], { integrationRole: seen(role), scan: seen(roleScan([role])) });
    const { before, after, change } = changeTo(plan(o, "integration"), "aws/role-trust");
    expect(before?.document).toBe(role.trustPolicy);
    const statements = JSON.parse(after.document).Statement;
    expect(statements[0]).toEqual(trustsEc2);
    expect(statements[1]).toEqual({
      Sid: expect.stringMatching(/^TeleportOidc[0-9a-f]{8}$/),
      ...webIdentity,
    });
    expect(change.waitFor).toBe("ping-by-name");
  });

  test("tags are added only where absent, whatever their spelling", () => {
    const role = integrationRole({ tags: [{ key: "TELEPORT.DEV/cluster", value: "elsewhere" }] });
    const o = enrolled([], { integrationRole: seen(role), scan: seen(roleScan([role])) });
    expect(kindsOf(plan(o, "integration"))).toEqual(["aws/role-tag", "aws/role-tag"]);
    expect(changesOf(plan(o, "integration")).map(({ resource }) => resource.id.split("#")[1])).toEqual([
      "teleport.dev/origin",
      "teleport.dev/integration",
    ]);
  });

  test("tags that could not be read are not written", () => {
    const role = integrationRole({ tags: null });
    const o = enrolled([], { integrationRole: seen(role), scan: seen(roleScan([role])) });
    expect(plan(o, "integration").kind).toBe("nothing");
  });

  test("an integration whose role is gone gets it back under its own ARN", () => {
    const roleArn = `arn:aws:iam::${accountId}:role/teams/gone`;
    const o = enrolled([], {
      integration: seen(integration({ roleArn })),
      integrations: seen([integration({ roleArn })]),
      integrationRole: seen(null),
      scan: seen(roleScan([])),
      ping: unread("aws-access-denied"),
    });
    const { after, change } = changeTo(plan(o, "integration"), "aws/role");
    expect(change.resource.id).toBe(roleArn);
    expect(after.path).toBe("/teams/");
  });

  test("an integration that names the role under another path is put right", () => {
    const roleArn = `arn:aws:iam::${accountId}:role/old/${integrationRoleName}`;
    const o = enrolled([], { integration: seen(integration({ roleArn })), ping: seen(null) });
    const held = { ...o, ping: seen(ping()) };
    const { before, after } = changeTo(plan(held, "integration"), "teleport/integration");
    expect(before?.roleArn).toBe(roleArn);
    expect(after.roleArn).toBe(integrationRoleArn);
    // What the run then waits for is the role as it is, not as Teleport named it.
    expect(planScope(held).integrationRoleArn).toBe(integrationRoleArn);
    // Asked by its name it can't answer: that is what is being put right.
    const silent = { ...o, ping: unread("aws-access-denied") };
    expect(changeTo(plan(silent, "integration"), "teleport/integration").after.roleArn).toBe(
      integrationRoleArn,
    );
  });

  test("an integration with its issuer in S3 keeps that issuer", () => {
    const old = integration({ issuerS3Uri: "s3://acme-oidc/teleport" });
    const o = enrolled([], {
      integration: seen(old),
      provider: seen(null),
      issuer: seen(issuer({ url: "https://elsewhere" })),
    });
    const { after, change } = changeTo(plan(o, "integration"), "aws/oidc-provider");
    expect(after.url).toBe("https://acme-oidc.s3.amazonaws.com/teleport");
    expect(change.resource.id).toBe(
      `arn:aws:iam::${accountId}:oidc-provider/acme-oidc.s3.amazonaws.com/teleport`,
    );
  });
});

describe("a role of the draft's name that exists", () => {
  const existing = awsRole(integrationRoleName, { path: "/platform/" });
  const o = untouched({ integrationRole: seen(existing), scan: seen(roleScan([existing])) });

  test("is used only on consent", () => {
    const refusal = refusalOf(plan(o, "integration"));
    expect(refusal.fieldErrors).toHaveProperty("consents.adopt-role");
    expect(kindsOf(plan(o, "integration", { consents: ["adopt-role"] }))).toEqual([
      "aws/oidc-provider",
      "aws/role-tag",
      "aws/role-tag",
      "aws/role-tag",
      "aws/role-trust",
      "teleport/integration",
    ]);
  });

  test("is named with the path that it has", () => {
    const result = plan(o, "integration", { consents: ["adopt-role"] });
    expect(changeTo(result, "teleport/integration").after.roleArn).toBe(existing.arn);
  });

  test("needs no consent where it was made for this integration and only Teleport's side is missing", () => {
    const role = integrationRole();
    const made = untouched({
      provider: seen(oidcProvider()),
      integrationRole: seen(role),
      scan: seen(roleScan([role])),
      ping: seen(ping()),
    });
    expect(kindsOf(plan(made, "integration"))).toEqual(["teleport/integration"]);
  });

  test("must answer to Ping before the integration, where nothing is left to write in AWS", () => {
    const role = integrationRole();
    const made = untouched({
      provider: seen(oidcProvider()),
      integrationRole: seen(role),
      scan: seen(roleScan([role])),
    });
    expect(refusalOf(plan({ ...made, ping: unread("aws-access-denied") }, "integration")).problem.code).toBe(
      "aws-access-denied",
    );
    expect(
      refusalOf(plan({ ...made, ping: seen(ping({ accountId: otherAccountId })) }, "integration")).problem
        .code,
    ).toBe("not-confirmed");
    expect(plan({ ...made, ping: unread("teleport-unsupported") }, "integration").kind).toBe("draft");
  });
});

describe("step 1 refuses, and writes nothing", () => {
  const codeOf = (o: Observation) => refusalOf(plan(o, "integration", { consents: ["adopt-role"] })).problem;

  test("when the issuer is not the public address: both are shown", () => {
    const problem = codeOf(
      untouched({ issuer: seen(issuer({ url: "https://old.acme.test", hostAndPath: "old.acme.test" })) }),
    );
    expect(problem.why).toContain("https://old.acme.test");
    expect(problem.why).toContain("https://teleport.acme.test");
  });

  test("credentials of another account", () => {
    const o = untouched({ aws: seen(awsIdentity({ accountId: otherAccountId })) });
    expect(codeOf(o).code).toBe("aws-account-mismatch");
  });

  test.each([
    ["aws-identity-center", integration({ audience: "aws-identity-center" })],
    ["github", integration({ subKind: "github" })],
  ])("an integration of another kind: %s", (_name, existing) => {
    expect(codeOf(enrolled([], { integration: seen(existing) })).code).toBe("teleport-already-exists");
  });

  test.each([
    ["tagged as a target", integrationRole({ tags: [{ key: "teleport.dev/integration", value: "true" }] })],
    [
      "service-linked",
      awsRole(integrationRoleName, {
        path: "/aws-service-role/rds.amazonaws.com/",
        trustPolicy: document(webIdentity),
      }),
    ],
  ])("a role that is %s", (_name, role) => {
    const o = untouched({ integrationRole: seen(role), scan: seen(roleScan([role])) });
    expect(codeOf(o).code).toBe("input-invalid");
  });

  test("the role of another integration", () => {
    const role = integrationRole();
    const o = untouched({
      integrationRole: seen(role),
      scan: seen(roleScan([role])),
      integrations: seen([integration({ name: "other" })]),
    });
    expect(codeOf(o).why).toContain("other");
  });

  test("the role that the app itself runs as", () => {
    const role = integrationRole();
    const o = untouched({
      integrationRole: seen(role),
      scan: seen(roleScan([role])),
      aws: seen(awsIdentity({ roleArn: role.arn })),
    });
    expect(codeOf(o).why).toContain("app itself");
  });

  test("a trust policy with a dead principal, with the mended document", () => {
    const role = integrationRole({
      trustPolicy: document({
        Effect: "Allow",
        Principal: { AWS: "AROADELETED0000000000" },
        Action: "sts:AssumeRole",
      }),
    });
    const problem = codeOf(enrolled([], { integrationRole: seen(role), scan: seen(roleScan([role])) }));
    expect(problem.code).toBe("aws-dead-principal");
    expect(problem.evidence).toContain("TeleportOidc");
  });

  test("what could not be read", () => {
    for (const part of ["cluster", "issuer", "aws", "provider", "integrationRole", "integration"] as const) {
      expect(codeOf(untouched({ [part]: unread("teleport-unreachable") })).code).toBe("teleport-unreachable");
    }
  });
});

describe("outside the partition aws", () => {
  const inPartition = (partition: "aws-us-gov" | "aws-cn") =>
    untouched({
      draft: { ...draft, partition, createdAt: at },
      aws: seen(awsIdentity({ partition, arn: `arn:${partition}:iam::${accountId}:user/a` })),
    });

  test.each(["aws-us-gov", "aws-cn"] as const)("going on in %s is an explicit choice", (partition) => {
    const o = inPartition(partition);
    expect(refusalOf(plan(o, "integration")).fieldErrors).toHaveProperty("consents.partition");
    const result = plan(o, "integration", { consents: ["partition"] });
    expect(changesOf(result).map(({ waitFor }) => waitFor)).toEqual([undefined, undefined, undefined]);
    expect(changeTo(result, "aws/role").change.resource.id).toContain(`arn:${partition}:`);
  });

  test("China gets the thumbprint that it demands, and nothing is planned without it", () => {
    const o = inPartition("aws-cn");
    const result = plan(o, "integration", { consents: ["partition"] });
    expect(changeTo(result, "aws/oidc-provider").after.thumbprints).toEqual(["b".repeat(40)]);
    const without = { ...o, issuer: seen(issuer({ thumbprint: null })) };
    expect(refusalOf(plan(without, "integration", { consents: ["partition"] })).problem.what).toContain(
      "thumbprint",
    );
  });
});

test("a cluster on another port keeps the port in the provider", () => {
  const url = "https://teleport.acme.test:3080";
  const o = untouched({
    cluster: seen(cluster({ publicAddress: "teleport.acme.test:3080" })),
    issuer: seen(issuer({ url, expectedUrl: url, hostAndPath: "teleport.acme.test:3080" })),
  });
  expect(changeTo(plan(o, "integration"), "aws/oidc-provider").after.url).toBe(url);
});
