import { describe, expect, it } from "vitest";
import type { Caller } from "#lib/sandbox/aws/policy/caller.ts";
import { contextOf } from "#lib/sandbox/aws/policy/context.ts";
import { readPolicy } from "#lib/sandbox/aws/policy/document.ts";
import { decideAssumeRole } from "#lib/sandbox/aws/policy/trust-decision.ts";

const account = "123456789012";
const target = `arn:aws:iam::${account}:role/target`;
const allowAssume = { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" };
const allowOther = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const denyAssume = { Effect: "Deny", Action: "sts:*", Resource: "*" };

const policy = (...statements: object[]) =>
  readPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));

interface Parts {
  readonly identity?: object;
  readonly boundary?: object;
  readonly session?: object;
  readonly isSession?: boolean;
  readonly accountId?: string;
}

function caller({ identity, boundary, session, isSession = true, accountId = account }: Parts): Caller {
  return {
    accountId,
    arn: isSession
      ? `arn:aws:sts::${accountId}:assumed-role/caller/me`
      : `arn:aws:iam::${accountId}:user/caller`,
    userId: "AROACALLER:me",
    principalArn: `arn:aws:iam::${accountId}:role/caller`,
    principalId: "AROACALLER",
    isSession,
    identityPolicies: identity ? [policy(identity)] : [],
    boundary: boundary ? policy(boundary) : null,
    sessionPolicies: session ? [policy(session)] : [],
    context: contextOf([]),
  };
}

const principals = {
  role: "AROACALLER",
  session: `arn:aws:sts::${account}:assumed-role/caller/me`,
  account: `arn:aws:iam::${account}:root`,
  everyone: "*",
} as const;

function decide(principal: keyof typeof principals, parts: Parts): string {
  const trust = policy({
    Effect: "Allow",
    Principal: { AWS: principals[principal] },
    Action: "sts:AssumeRole",
  });
  const request = { action: "sts:AssumeRole", resource: target, context: contextOf([]) };
  const decision = decideAssumeRole(trust, account, caller(parts), request);
  return decision.allowed ? "allowed" : decision.because.replace(/ allows the .*/, "");
}

const noIdentity = "because no identity-based policy";
const noBoundary = "because no permissions boundary";
const noSession = "because no session policy";

describe("AssumeRole within an account", () => {
  it.each<[keyof typeof principals, Parts, string]>([
    ["role", {}, "allowed"],
    ["role", { boundary: allowOther }, noBoundary],
    ["role", { boundary: allowAssume }, "allowed"],
    ["role", { session: allowOther }, noSession],
    ["role", { isSession: false, boundary: allowOther }, "allowed"],
    ["session", { boundary: allowOther, session: allowOther }, "allowed"],
    ["everyone", { boundary: allowOther }, "allowed"],
    ["account", {}, noIdentity],
    ["account", { identity: allowAssume }, "allowed"],
    ["account", { identity: allowAssume, boundary: allowOther }, noBoundary],
    ["account", { identity: allowAssume, session: allowOther }, noSession],
    ["role", { identity: denyAssume }, "with an explicit deny in an identity-based policy"],
    ["session", { boundary: denyAssume }, "with an explicit deny in a permissions boundary"],
    ["everyone", { session: denyAssume }, "with an explicit deny in a session policy"],
  ])("trust of the %s, caller %j: %s", (principal, parts, expected) => {
    expect(decide(principal, parts)).toBe(expected);
  });
});

describe("AssumeRole across accounts", () => {
  const accountId = "999999999999";

  it.each<[keyof typeof principals, Parts, string]>([
    ["role", { accountId }, noIdentity],
    ["role", { accountId, identity: allowAssume }, "allowed"],
    ["everyone", { accountId }, noIdentity],
    ["everyone", { accountId, identity: allowAssume }, "allowed"],
    ["everyone", { accountId, identity: allowAssume, boundary: allowOther }, noBoundary],
    ["account", { accountId, identity: allowAssume }, "because no role trust policy"],
  ])("trust of the %s, caller %j: %s", (principal, parts, expected) => {
    expect(decide(principal, parts)).toBe(expected);
  });
});
