import { describe, expect, it } from "vitest";

import { evaluateTrust } from "#lib/domain/aws/trust/verdict.ts";

import { accountId, allow, deny, integrationRoleArn, providerArn, trust } from "./role-fixture.ts";

const hubId = "AROAEXAMPLEHUB0000001";
const session = `arn:aws:sts::${accountId}:assumed-role/teleport-integration/bob`;

function judge(trustPolicy: string, change: Partial<Parameters<typeof evaluateTrust>[0]> = {}) {
  return evaluateTrust({
    integrationRoleArn,
    trustPolicy,
    livePrincipalIds: [],
    externalId: null,
    ...change,
  });
}

const codes = (trustPolicy: string) => judge(trustPolicy).warnings.map(({ code }) => code);
const when = (condition: object) => ({ Condition: condition });

describe("who is meant", () => {
  it("the role by its unique id, once that is known", () => {
    const policy = trust(allow({ AWS: hubId }));
    expect(judge(policy, { integrationRoleId: hubId })).toMatchObject({
      verdict: "allowed",
      via: "role",
      deadPrincipals: [],
    });
    expect(judge(policy, { livePrincipalIds: [hubId] }).verdict).toBe("not-allowed");
  });

  it("never nobody: an id that is not known matches no empty principal", () => {
    expect(judge(trust(allow({ AWS: "" })), { integrationRoleId: "" }).verdict).toBe("not-allowed");
  });

  it("not the account of the same number in another partition, and no ARN with wildcards", () => {
    expect(judge(trust(allow({ AWS: `arn:aws-cn:iam::${accountId}:root` }))).verdict).toBe("not-allowed");
    expect(judge(trust(allow({ AWS: `arn:aws:iam::${accountId}:role/*` }))).verdict).toBe("not-allowed");
    expect(judge(trust(allow({ Federated: integrationRoleArn, Service: accountId }))).verdict).toBe(
      "not-allowed",
    );
  });

  it("the nearest grant names the way in", () => {
    const policy = trust(
      allow({ AWS: "*" }),
      allow({ AWS: accountId }),
      allow({ AWS: integrationRoleArn, Service: "x" }),
    );
    expect(judge(policy)).toMatchObject({ via: "role", deciding: { statementIndex: 2, sid: null } });
  });

  it("an unconditional grant of the account before a conditional one of the role", () => {
    const policy = trust(
      allow({ AWS: integrationRoleArn }, when({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })),
      allow({ AWS: accountId }),
    );
    expect(judge(policy)).toMatchObject({ verdict: "allowed", via: "account", conditionKeys: [] });
  });
});

describe("a Deny", () => {
  it.each([
    ["of the account", deny({ AWS: accountId }), "denied"],
    ["of one session of the role", deny({ AWS: session }), "allowed-if"],
    ["of somebody's session", deny({ AWS: `arn:aws:sts::${accountId}:assumed-role/other/bob` }), "allowed"],
    ["of a service", deny({ Service: "ec2.amazonaws.com" }), "allowed"],
    ["of a kind that nobody knows", deny({ Robot: "x" }), "allowed-if"],
    ["without a principal", { Effect: "Deny", Action: "*" }, "allowed-if"],
    ["without an action", { Effect: "Deny", Principal: "*" }, "allowed-if"],
    ["of another action", deny("*", { Action: "sts:TagSession" }), "allowed"],
    ["of all actions but another", { Effect: "Deny", Principal: "*", NotAction: "sts:TagSession" }, "denied"],
    ["of all actions but this", { Effect: "Deny", Principal: "*", NotAction: "sts:AssumeRole" }, "allowed"],
    [
      "under a condition that never holds",
      deny("*", when({ StringEquals: { "aws:username": "x" } })),
      "allowed",
    ],
    ["unless it comes by TLS", deny("*", when({ Bool: { "aws:SecureTransport": "false" } })), "allowed"],
    ["unless the external id is there", deny("*", when({ Null: { "sts:ExternalId": "true" } })), "denied"],
  ])("%s", (_name, statement, verdict) => {
    expect(judge(trust(allow({ AWS: integrationRoleArn }), statement)).verdict).toBe(verdict);
  });

  it("names itself as the deciding statement", () => {
    const policy = trust(allow({ AWS: integrationRoleArn }), deny({ AWS: "*" }, { Sid: "Stop" }));
    expect(judge(policy)).toMatchObject({
      deciding: { statementIndex: 1, sid: "Stop" },
      summary: "statement 2 denies the integration role",
    });
  });

  it("that may apply is put into words", () => {
    const policy = trust(
      allow({ AWS: integrationRoleArn }),
      deny("*", when({ StringNotEquals: { "aws:PrincipalOrgID": "o-1" } })),
    );
    expect(judge(policy).conditions).toEqual([
      "statement 2 of the trust policy denies if aws:PrincipalOrgID is not o-1",
    ]);
  });
});

describe("everyone", () => {
  it.each([
    ["without a condition", {}],
    ["with MFA, which everyone can have", when({ Bool: { "aws:MultiFactorAuthPresent": "true" } })],
    ["from any address", when({ IpAddress: { "aws:SourceIp": "0.0.0.0/0" } })],
    [
      "by a role name that anybody can take",
      when({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/hub" } }),
    ],
    ["outside of one organization", when({ StringNotEquals: { "aws:PrincipalOrgID": "o-1" } })],
    ["in any organization", when({ StringLike: { "aws:PrincipalOrgID": "o-*" } })],
    ["in one organization or in none", when({ StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } })],
  ])("is trusted %s", (_name, rest) => {
    expect(codes(trust(allow({ AWS: "*" }, rest)))).toContain("trusts-everyone");
  });

  it.each([
    ["in one organization", when({ StringEquals: { "aws:PrincipalOrgID": "o-abc123" } })],
    ["of one account", when({ StringLike: { "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/*` } })],
    ["who knows the external id", when({ StringEquals: { "sts:ExternalId": "secret" } })],
    ["for another action", { Action: "sts:TagSession" }],
  ])("is not trusted if only those %s are", (_name, rest) => {
    expect(codes(trust(allow({ AWS: "*" }, rest)))).not.toContain("trusts-everyone");
  });

  it("but those named is everyone too, and can't be judged", () => {
    const policy = trust({
      Effect: "Allow",
      NotPrincipal: { AWS: "999999999999" },
      Action: "sts:AssumeRole",
    });
    expect(judge(policy)).toMatchObject({ verdict: "allowed-if", via: "everyone" });
    expect(codes(policy)).toEqual(["trusts-everyone"]);
  });
});

describe("deleted principals", () => {
  const dead = "AIDAEXAMPLEDELETED0001";

  it("are found in every statement, once each", () => {
    const policy = trust(
      allow({ AWS: [dead, hubId] }),
      deny({ AWS: hubId }),
      allow({ AWS: integrationRoleArn }),
    );
    expect(judge(policy).deadPrincipals).toEqual([dead, hubId]);
  });

  it("are roles only, while user ids are not known", () => {
    expect(judge(trust(allow({ AWS: [dead, hubId] })), { userIdsKnown: false }).deadPrincipals).toEqual([
      hubId,
    ]);
  });

  it("are no service names or ARNs that look alike", () => {
    expect(judge(trust(allow({ Service: hubId, AWS: ["AROA", `${hubId}:x`] }))).deadPrincipals).toEqual([]);
  });
});

describe("one line for the table", () => {
  const github = `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`;

  it.each([
    ["trusts ec2.amazonaws.com only", trust(allow({ Service: "ec2.amazonaws.com" }))],
    ["trusts account 999999999999 only", trust(allow({ AWS: "arn:aws:iam::999999999999:root" }))],
    ["trusts its own account", trust(allow({ AWS: accountId }))],
    ["trusts the integration role", trust(allow({ AWS: integrationRoleArn }))],
    ["trusts everyone", trust(allow("*"))],
    ["trusts nobody", trust()],
    [
      "trusts role ci and user bob of account 999999999999",
      trust(allow({ AWS: [`arn:aws:iam::${accountId}:role/a/ci`, "arn:aws:iam::999999999999:user/bob"] })),
    ],
    ["trusts session teleport-integration/bob only", trust(allow({ AWS: session }))],
    ["trusts a, b and c", trust(allow({ Service: ["a", "b", "c"] }))],
    ["trusts a, b and 2 more", trust(allow({ Service: ["a", "b", "c", "d", "a"] }))],
    ["trusts token.actions.githubusercontent.com only", trust(allow({ Federated: github }))],
    [
      "adding ours would widen a conditional grant",
      trust(allow({ AWS: accountId }, when({ StringEquals: { "sts:ExternalId": "x" } }))),
    ],
    [
      "names a deleted principal AROAEXAMPLEDELETED0001; IAM refuses any change until it is removed",
      trust(allow({ AWS: "AROAEXAMPLEDELETED0001" })),
    ],
    ["the trust policy can’t be read: It is not JSON.", "{not json"],
  ])("%s", (summary, policy) => {
    expect(judge(policy).summary).toBe(summary);
  });

  it("lists the federated providers that may come in", () => {
    const policy = trust(
      allow({ Federated: [github, providerArn] }),
      deny({ Federated: "x" }),
      allow({ Federated: github }),
    );
    expect(judge(policy).trustsProviders).toEqual([github, providerArn]);
  });
});

it("judges conditions on the target where it is told about it", () => {
  const policy = trust(
    allow({ AWS: integrationRoleArn }, when({ StringEquals: { "aws:ResourceAccount": accountId } })),
  );
  expect(judge(policy).verdict).toBe("allowed-if");
  expect(judge(policy, { target: { accountId, tags: [] } }).verdict).toBe("allowed");
});
