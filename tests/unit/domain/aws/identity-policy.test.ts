import { describe, expect, it } from "vitest";

import { arnMatches, globMatch } from "#lib/domain/aws/glob.ts";
import { evaluateIdentityPolicies } from "#lib/domain/aws/identity-policy.ts";

import { integrationRoleArn, policy } from "./role-fixture.ts";

const arn = "arn:aws:iam::123456789012:role/team/Auditor";

function decide(...statements: object[]) {
  return evaluateIdentityPolicies([{ name: "P", document: policy(...statements) }], {
    action: "sts:AssumeRole",
    resourceArn: arn,
    resourceTags: [{ key: "stage", value: "prod" }],
    principalArn: integrationRoleArn,
  });
}

const allow = { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" };

describe("the integration role's policies", () => {
  it.each([
    ["nothing", [], "implicit-deny"],
    ["an Allow for everything", [allow], "allow"],
    ["action globs in any case", [{ ...allow, Action: ["s3:*", "STS:assume*"] }], "allow"],
    ["another action", [{ ...allow, Action: "sts:AssumeRoleWithSAML" }], "implicit-deny"],
    ["NotAction of something else", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], "allow"],
    ["NotAction of this", [{ Effect: "Allow", NotAction: "sts:*", Resource: "*" }], "implicit-deny"],
    ["the role's ARN", [{ ...allow, Resource: arn }], "allow"],
    ["a path pattern", [{ ...allow, Resource: ["x", "arn:aws:iam::*:role/team/*"] }], "allow"],
    ["a wildcard over the colons", [{ ...allow, Resource: "arn:aws:*:role/team/Auditor" }], "unknown"],
    ["another account", [{ ...allow, Resource: "arn:aws:iam::999999999999:role/*" }], "implicit-deny"],
    [
      "NotResource of others",
      [{ Effect: "Allow", Action: "*", NotResource: "arn:aws:iam::*:role/x" }],
      "allow",
    ],
    ["NotResource of this", [{ Effect: "Allow", Action: "*", NotResource: `${arn}*` }], "implicit-deny"],
    ["no resource", [{ Effect: "Allow", Action: "*" }], "implicit-deny"],
    [
      "a variable in the resource",
      [{ ...allow, Resource: "arn:aws:iam::${aws:PrincipalAccount}:role/*" }],
      "unknown",
    ],
    [
      "a tag that fits",
      [{ ...allow, Condition: { StringEquals: { "aws:ResourceTag/Stage": "prod" } } }],
      "allow",
    ],
    [
      "a tag that does not",
      [{ ...allow, Condition: { StringEquals: { "iam:ResourceTag/stage": "dev" } } }],
      "implicit-deny",
    ],
    ["a Deny beside the Allow", [allow, { ...allow, Effect: "Deny" }], "deny"],
    [
      "a Deny of other roles",
      [allow, { ...allow, Effect: "Deny", Resource: "arn:aws:iam::*:role/x" }],
      "allow",
    ],
    ["a Deny that can't be judged", [allow, { Effect: "Deny", Action: "*" }], "unknown"],
    [
      "a Deny under an unknown condition",
      [allow, { ...allow, Effect: "Deny", Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }],
      "unknown",
    ],
    [
      "only a Deny under an unknown condition",
      [{ ...allow, Effect: "Deny", Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }],
      "implicit-deny",
    ],
  ])("with %s", (_name, statements, decision) => {
    expect(decide(...statements).decision).toBe(decision);
  });

  it("name the statement that decides, the Deny before the Allow", () => {
    expect(decide(allow, { ...allow, Effect: "Deny", Sid: "No" }).deciding).toEqual({
      policy: "P",
      statementIndex: 1,
      sid: "No",
    });
  });

  it("can't be judged while one was not read, unless another denies", () => {
    const question = {
      action: "sts:AssumeRole",
      resourceArn: arn,
      resourceTags: [],
      principalArn: integrationRoleArn,
    };
    const read = { name: "P", document: policy(allow) };
    const unread = { name: "Q", document: null };
    expect(evaluateIdentityPolicies(null, question).decision).toBe("unknown");
    expect(evaluateIdentityPolicies([read, unread], question)).toMatchObject({
      decision: "unknown",
      unread: ["Q"],
    });
    const guard = { name: "G", document: policy({ ...allow, Effect: "Deny" }) };
    expect(evaluateIdentityPolicies([guard, unread], question).decision).toBe("deny");
  });
});

it("a wildcard over a colon in the role's own path is no certain match, and no certain miss", () => {
  const odd = "arn:aws:iam::123456789012:role/a:b/Auditor";
  const question = { action: "sts:AssumeRole", resourceArn: odd, resourceTags: [], principalArn: arn };
  const decisionFor = (Resource: string) =>
    evaluateIdentityPolicies([{ name: "P", document: policy({ ...allow, Resource }) }], question).decision;
  expect(decisionFor("arn:aws:iam:*:*:b/Auditor")).toBe("unknown");
  expect(decisionFor("arn:aws:iam::*:role/a:*")).toBe("allow");
  expect(decisionFor("arn:aws:iam:*:*:c/Auditor")).toBe("implicit-deny");
});

describe("wildcards", () => {
  it.each([
    ["*", "", true],
    ["", "", true],
    ["", "a", false],
    ["a*b*c", "aXbYbZc", true],
    ["a*b*c", "aXbYbZ", false],
    ["?", "", false],
    ["??", "ab", true],
    ["a**", "a", true],
    ["*a", "bab", false],
    ["[a-z]", "b", false],
  ])("%s on “%s”: %s", (pattern, text, matched) => {
    expect(globMatch(pattern, text)).toBe(matched);
  });

  it("stay within their part of an ARN, and may cross the slashes of the last one", () => {
    expect(arnMatches("arn:aws:iam::1*:role/*", "arn:aws:iam::123:role/a/b:c")).toBe(true);
    expect(arnMatches("arn:aws:iam::*", "arn:aws:iam::123:role/a")).toBe(false);
  });

  it("take time in proportion to the text, whatever the pattern", () => {
    const text = "a".repeat(5000);
    expect(globMatch(`${"a*".repeat(30)}b`, text)).toBe(false);
  });
});
