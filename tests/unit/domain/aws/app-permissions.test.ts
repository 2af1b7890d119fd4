import { describe, expect, it } from "vitest";

import type { AppPermissionsInput } from "#lib/domain/aws/app-permissions.ts";
import { minimalPolicy, neededActions, targetPatternSchema } from "#lib/domain/aws/app-permissions.ts";
import { evaluateIdentityPolicies } from "#lib/domain/aws/identity-policy.ts";

const base: AppPermissionsInput = {
  partition: "aws",
  accountId: "012345678901",
  issuerHostAndPath: "teleport.acme.test",
  integrationRoleName: "teleport-integration",
  ownRoleName: "aws-access",
};

const account = "arn:aws:iam::012345678901";

function may(action: string, resourceArn: string, change: Partial<AppPermissionsInput> = {}): string {
  const { document } = minimalPolicy({ ...base, ...change });
  return evaluateIdentityPolicies([{ name: "app", document }], {
    action,
    resourceArn,
    resourceTags: [],
    principalArn: `${account}:role/aws-access`,
  }).decision;
}

const change = "iam:UpdateAssumeRolePolicy";

describe("the app's own policy", () => {
  it.each([
    [change, `${account}:role/Auditor`, "allow"],
    [change, `${account}:role/team/Auditor`, "allow"],
    [change, `${account}:role/teleport-integration`, "allow"],
    [change, `${account}:role/aws-service-role/rds.amazonaws.com/X`, "deny"],
    [change, `${account}:role/aws-reserved/sso.amazonaws.com/X`, "deny"],
    ["iam:TagRole", `${account}:role/aws-access`, "deny"],
    ["iam:TagRole", `${account}:role/apps/aws-access`, "deny"],
    ["iam:TagRole", `${account}:role/PowerAdmin`, "deny"],
    ["iam:TagRole", `${account}:role/admin/x`, "deny"],
    [change, "arn:aws:iam::999999999999:role/Auditor", "implicit-deny"],
    ["iam:PutRolePolicy", `${account}:role/teleport-integration`, "allow"],
    ["iam:PutRolePolicy", `${account}:role/Auditor`, "implicit-deny"],
    ["iam:DeleteRole", `${account}:role/Auditor`, "implicit-deny"],
    ["iam:AttachRolePolicy", `${account}:role/teleport-integration`, "implicit-deny"],
    ["iam:PassRole", `${account}:role/teleport-integration`, "implicit-deny"],
    ["iam:CreateOpenIDConnectProvider", `${account}:oidc-provider/teleport.acme.test`, "allow"],
    ["iam:CreateOpenIDConnectProvider", `${account}:oidc-provider/other.test`, "implicit-deny"],
    ["iam:GetPolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess", "allow"],
    ["iam:GetAccountAuthorizationDetails", "*", "allow"],
    ["sts:AssumeRole", `${account}:role/Auditor`, "implicit-deny"],
  ])("%s on %s: %s", (action, resource, decision) => {
    expect(may(action, resource)).toBe(decision);
  });

  it("keeps to the pattern: a name on any path, a path as given", () => {
    expect(may(change, `${account}:role/team-a`, { targetPattern: "team-*" })).toBe("allow");
    expect(may(change, `${account}:role/deep/er/team-a`, { targetPattern: "team-*" })).toBe("allow");
    expect(may(change, `${account}:role/other`, { targetPattern: "team-*" })).toBe("implicit-deny");
    expect(may(change, `${account}:role/audit/x`, { targetPattern: "/audit/*" })).toBe("allow");
    expect(may(change, `${account}:role/x/audit/x`, { targetPattern: "/audit/*" })).toBe("implicit-deny");
  });

  it("reaches admin roles only on wish", () => {
    expect(may(change, `${account}:role/PowerAdmin`, { excludeAdmin: false })).toBe("allow");
  });

  it("says where its own wish can't be met", () => {
    const named = { ...base, integrationRoleName: "AdminHub" };
    expect(minimalPolicy(named).notes).toEqual([expect.stringContaining("Admin")]);
    expect(may(change, `${account}:role/AdminHub`, named)).toBe("allow");
    expect(minimalPolicy(base).notes).toEqual([]);
  });

  it("names no own role where the credentials are a user's", () => {
    expect(minimalPolicy({ ...base, ownRoleName: null }).document).not.toContain("NeverOwnRole");
  });

  it("speaks of the right partition", () => {
    const china = minimalPolicy({ ...base, partition: "aws-cn" }).document;
    expect(china).not.toContain("arn:aws:");
    expect(china).toContain("arn:aws-cn:");
  });

  it.each([
    ["the user or role that is known", { ownArn: `${account}:user/apps/x` }, [`${account}:user/apps/x`]],
    ["a role whose path is not", {}, [`${account}:role/aws-access`, `${account}:role/*/aws-access`]],
    ["nobody where nobody is known", { ownRoleName: null }, []],
  ])("lets the app ask what it may do: %s", (_who, change, resources) => {
    const asks = minimalPolicy({ ...base, ...change }).statements.filter(({ actions }) =>
      actions.includes("iam:SimulatePrincipalPolicy"),
    );
    expect(asks.flatMap((statement) => statement.resources)).toEqual(resources);
  });

  it("fits into a managed policy with long names, and gives every statement its reason", () => {
    const long = {
      ...base,
      issuerHostAndPath: "h".repeat(255),
      integrationRoleName: "n".repeat(64),
      ownRoleName: "o".repeat(64),
      targetPattern: "p".repeat(200),
    };
    const { size, statements } = minimalPolicy(long);
    expect(size).toBeLessThan(6144);
    expect(statements.every(({ words, sid }) => words.length > 10 && /^[A-Za-z]+$/.test(sid))).toBe(true);
  });

  it("reaches an adopted role on its path", () => {
    expect(
      may(change, `${account}:role/hub/teleport-integration`, {
        integrationRolePath: "/hub/",
        targetPattern: "x",
      }),
    ).toBe("allow");
  });
});

describe("the list of needed actions", () => {
  it("is what the policy allows, action by action", () => {
    const list = neededActions(base);
    const refused = list.filter(
      ({ action, resource }) => may(action, resource.replaceAll("*", "x")) === "implicit-deny",
    );
    expect(refused.filter(({ resource }) => resource !== "*")).toEqual([]);
    expect(list).toContainEqual({
      action: "iam:PutRolePolicy",
      resource: `${account}:role/teleport-integration`,
      purpose: "Let the integration role assume tagged roles.",
      step: "permissions",
    });
  });
});

describe("a pattern of target roles", () => {
  it.each(["*", "team-*", "/audit/*", "audit/*", "Role?", "a".repeat(200)])("may be %s", (pattern) => {
    expect(targetPatternSchema.parse(pattern)).toBe(pattern);
  });

  it.each([
    ["", "Enter a pattern"],
    ["arn:aws:iam::012345678901:role/x", "not an ARN"],
    ["${aws:username}", "variables"],
    ["a//b", "empty parts"],
    ["/audit/", "end it with a name"],
    ["with space", "no spaces"],
    ["ünïcode", "outside of ASCII"],
    ["a".repeat(201), "at most 200"],
  ])("may not be “%s”", (pattern, words) => {
    const result = targetPatternSchema.safeParse(pattern);
    expect(result.error?.issues.map(({ message }) => message).join()).toContain(words);
  });
});
