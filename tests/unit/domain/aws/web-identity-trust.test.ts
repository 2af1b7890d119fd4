import { describe, expect, it } from "vitest";

import {
  evaluateWebIdentityTrust,
  newIntegrationRoleTrust,
  patchWebIdentityTrust,
  teleportAudience,
} from "#lib/domain/aws/web-identity-trust.ts";

import { allow, issuer, providerArn, trust, trustsEc2 } from "./role-fixture.ts";

const identity = { providerArn, issuerHostAndPath: issuer, audience: teleportAudience };
const action = { Action: "sts:AssumeRoleWithWebIdentity" };
const grant = (condition?: object) =>
  allow({ Federated: providerArn }, { ...action, ...(condition && { Condition: condition }) });
const aud = (value: string) => ({ StringEquals: { [`${issuer}:aud`]: value } });

const verdictOf = (trustPolicy: string) => evaluateWebIdentityTrust({ ...identity, trustPolicy }).verdict;
const patch = (trustPolicy: string, sizeQuota = 2048) =>
  patchWebIdentityTrust({ ...identity, trustPolicy, livePrincipalIds: [], sizeQuota });

it("a new integration role trusts Teleport's tokens as Teleport writes it, without a condition on the subject", () => {
  const document = newIntegrationRoleTrust(identity);
  expect(JSON.parse(document)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "teleport.acme.test:aud": "discover.teleport" } },
      },
    ],
  });
  expect(verdictOf(document)).toBe("allowed");
  expect(patch(document)).toEqual({ kind: "none" });
});

describe("the integration role's trust", () => {
  it.each([
    ["that EC2 has", trustsEc2, "not-allowed"],
    ["for another audience", trust(grant(aud("aws-identity-center"))), "not-allowed"],
    [
      "for one of several audiences",
      trust(grant({ StringEquals: { [`${issuer}:aud`]: ["x", teleportAudience] } })),
      "allowed",
    ],
    ["without a condition", trust(grant()), "allowed"],
    [
      "for the proxy alone",
      trust(
        grant({ StringEquals: { ...aud(teleportAudience).StringEquals, [`${issuer}:sub`]: "system:proxy" } }),
      ),
      "allowed-if",
    ],
    ["for all of the system", trust(grant({ StringLike: { [`${issuer}:sub`]: "system:*" } })), "allowed"],
    ["for another subject", trust(grant({ StringEquals: { [`${issuer}:sub`]: "bob" } })), "not-allowed"],
    ["by another action", trust(allow({ Federated: providerArn })), "not-allowed"],
    ["of another provider", trust(allow({ Federated: `${providerArn}.example` }, action)), "not-allowed"],
    ["under a Deny", trust(grant(), { ...grant(), Effect: "Deny" }), "denied"],
    ["under a Deny of everyone", trust(grant(), { ...grant(), Effect: "Deny", Principal: "*" }), "denied"],
    [
      "under a Deny by address",
      trust(grant(), { ...grant({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }), Effect: "Deny" }),
      "allowed-if",
    ],
    ["that is no JSON", "{", "unreadable"],
  ])("%s", (_name, policy, verdict) => {
    expect(verdictOf(policy)).toBe(verdict);
  });
});

describe("adopting a role", () => {
  it("appends a statement of our own and keeps the others", () => {
    const made = patch(trustsEc2);
    const statements =
      made.kind === "append" ? (JSON.parse(made.patched) as { Statement: object[] }).Statement : [];
    expect(statements).toEqual([
      allow({ Service: "ec2.amazonaws.com" }),
      { Sid: expect.stringMatching(/^TeleportOidc[0-9a-f]{8}$/), ...grant(aud(teleportAudience)) },
    ]);
    expect(made.kind === "append" && verdictOf(made.patched)).toBe("allowed");
    expect(made.kind === "append" && patch(made.patched)).toEqual({ kind: "none" });
  });

  it("replaces our own statement where it no longer fits, and warns of a condition that goes", () => {
    const first = patch(trustsEc2);
    const narrowed = (first.kind === "append" ? first.patched : "").replace(
      `"${issuer}:aud": "${teleportAudience}"`,
      `"${issuer}:sub": "system:proxy"`,
    );
    expect(patch(narrowed)).toMatchObject({
      kind: "replace",
      patched: first.kind === "append" ? first.patched : "",
      warnings: [{ code: "widens-conditional-grant" }],
    });
  });

  it("widens nothing beside a grant for another audience", () => {
    expect(patch(trust(grant(aud("other"))))).toMatchObject({ kind: "append", warnings: [] });
  });

  it.each([
    ["unreadable", "{", 2048],
    ["explicit-deny", trust({ ...grant(), Effect: "Deny" }), 2048],
    ["dead-principal", trust(allow({ AWS: "AROAEXAMPLEDELETED0001" })), 2048],
    ["too-long", trustsEc2, 100],
  ])("is blocked: %s", (reason, policy, quota) => {
    expect(patch(policy, quota)).toMatchObject({ kind: "blocked", reason });
  });

  it("is blocked where somebody uses our Sid", () => {
    const first = patch(trustsEc2);
    const taken = (first.kind === "append" ? first.patched : "").replaceAll(providerArn, `${providerArn}/x`);
    expect(patch(taken)).toMatchObject({ kind: "blocked", reason: "sid-taken" });
  });
});
