import { describe, expect, it } from "vitest";

import { removeOurStatement, trustNamesRole, undoTrust } from "#lib/domain/aws/trust/unpatch.ts";

import { accountId, allow, integrationRoleArn, trust, trustsEc2 } from "./role-fixture.ts";

const dead = "AROAEXAMPLEDELETED0001";
const Sid = "TeleportIntegration038a967f";
const ours = { Sid, ...allow({ AWS: integrationRoleArn }) };
const ec2 = allow({ Service: "ec2.amazonaws.com" });
const lambda = allow({ Service: "lambda.amazonaws.com" });

const remove = (trustPolicy: string, livePrincipalIds?: string[]) =>
  removeOurStatement({ integrationRoleArn, trustPolicy, ...(livePrincipalIds && { livePrincipalIds }) });
const undo = (before: string, after: string, observed: string) =>
  undoTrust({ integrationRoleArn, before, after, observed, livePrincipalIds: [] });

describe("removal of our statement", () => {
  it("leaves the others", () => {
    expect(remove(trust(ec2, ours, lambda))).toEqual({ kind: "removed", document: trust(ec2, lambda) });
  });

  it("finds it by the id of a role that is gone", () => {
    expect(remove(trust(ec2, { ...ours, Principal: { AWS: dead } }))).toEqual({
      kind: "removed",
      document: trust(ec2),
    });
  });

  it("takes only us out where somebody let others in", () => {
    const shared = { ...ours, Principal: { AWS: [integrationRoleArn, accountId], Service: "x" } };
    expect(remove(trust(shared))).toEqual({
      kind: "removed",
      document: trust({ ...ours, Principal: { AWS: [accountId], Service: "x" } }),
    });
  });

  it.each([
    ["somebody else's under our Sid", trust(ec2, { ...ours, Principal: { AWS: accountId } })],
    ["the guide's own, without our Sid", trust(allow({ AWS: integrationRoleArn }))],
    ["a Deny under our Sid", trust(ec2, { ...ours, Effect: "Deny" })],
  ])("does not touch %s", (_name, policy) => {
    expect(remove(policy)).toEqual({ kind: "absent" });
  });

  it("does not touch a living role under our Sid", () => {
    expect(remove(trust(ec2, { ...ours, Principal: { AWS: dead } }), [dead])).toEqual({ kind: "absent" });
  });

  it.each([
    ["no-statement-left", trust(ours), undefined],
    ["no-statement-left", JSON.stringify({ Statement: ours }), undefined],
    ["dead-principal", trust(allow({ AWS: dead }), ours), []],
    ["unreadable", "{not json", undefined],
  ])("is a conflict: %s", (reason, policy, live) => {
    expect(remove(policy, live)).toMatchObject({ kind: "conflict", reason });
  });
});

describe("undo", () => {
  it("writes the very text from before, spelled as it was", () => {
    const before =
      '{ "Statement":[{"Effect" : "Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
    const after = JSON.stringify({ Statement: [ec2, ours] });
    const observed = JSON.stringify({ Statement: [{ ...ours, Action: ["STS:AssumeRole"] }, ec2] });
    expect(undo(before, after, observed)).toEqual({ kind: "as-read", document: before });
  });

  it("has nothing to do where it is as before, or where somebody took ours out", () => {
    expect(undo(trustsEc2, trust(ec2, ours), trustsEc2)).toEqual({ kind: "absent" });
    expect(undo(trustsEc2, trust(ec2, ours), trust(ec2, lambda))).toEqual({ kind: "absent" });
  });

  it("puts our former statement back in place", () => {
    const former = { ...ours, Condition: { StringEquals: { "sts:ExternalId": "x" } } };
    const changed = trust(ours, ec2, lambda);
    expect(undo(trust(former, ec2), trust(ours, ec2), changed)).toEqual({
      kind: "our-part",
      document: trust(former, ec2, lambda),
    });
  });

  it("of a removal puts our statement back, beside what others added", () => {
    expect(undo(trust(ec2, ours), trust(ec2), trust(ec2, lambda))).toEqual({
      kind: "our-part",
      document: trust(ec2, lambda, ours),
    });
    expect(undo(trust(ec2, ours), trust(ec2), trust(ec2, lambda, ours))).toEqual({ kind: "absent" });
  });

  it.each([
    ["dead-principal", trust({ ...ours, Principal: { AWS: dead } }), trust(ours), trust(ours)],
    ["dead-principal", trust({ ...ours, Principal: { AWS: dead } }), trust(ours), trust(ours, ec2)],
    ["dead-principal", trust(ec2), trust(ec2, ours), trust(allow({ AWS: dead }), ours)],
    ["no-statement-left", trust(ec2), trust(ec2, ours), trust(ours)],
    ["no-statement-left", trust(), trust(ours), trust(ours)],
    ["unreadable", trust(ec2), trust(ec2, ours), "{not json"],
    ["unreadable", "{not json", trust(ec2, ours), trust(ec2, ours)],
  ])("is a conflict: %s", (reason, before, after, observed) => {
    expect(undo(before, after, observed)).toMatchObject({ kind: "conflict", reason });
  });
});

describe("a role that is still named must not be deleted", () => {
  const named = (policy: string) =>
    trustNamesRole(policy, { arn: integrationRoleArn, roleId: "AROAEXAMPLEHUB0000001" });

  it.each([
    ["as principal", trust(ec2, ours)],
    ["by its id", trust(allow({ AWS: ["AROAEXAMPLEHUB0000001"] }))],
    [
      "in a condition",
      trust(
        allow({ AWS: accountId }, { Condition: { ArnEquals: { "aws:PrincipalArn": integrationRoleArn } } }),
      ),
    ],
    ["in a text that can't be read", `{${integrationRoleArn}`],
  ])("%s", (_name, policy) => {
    expect(named(policy)).toBe(true);
  });

  it("unlike one whose name only begins the same", () => {
    expect(named(trust(allow({ AWS: `${integrationRoleArn}-two` })))).toBe(false);
  });
});
