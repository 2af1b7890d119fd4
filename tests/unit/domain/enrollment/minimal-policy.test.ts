import { describe, expect, it } from "vitest";
import { forRoleName, minimalPolicyByHand } from "#lib/domain/enrollment/minimal-policy.ts";

const question = {
  accountId: "001234567890",
  partition: "aws",
  issuerHostAndPath: "teleport.acme.test",
  integrationRoleArn: "arn:aws:iam::001234567890:role/teleport-integration",
  identity: null,
} as const;

const documentOf = (rest: object) => minimalPolicyByHand({ ...question, ...rest }).parts[0]?.content ?? "";

describe("minimalPolicyByHand", () => {
  it("narrows the target roles to the pattern that was asked for", () => {
    const document = documentOf({ targetPattern: "/audit/*" });
    expect(document).toContain("arn:aws:iam::001234567890:role/audit/*");
  });

  it("reaches an adopted integration role on its own path", () => {
    const integrationRoleArn = "arn:aws:iam::001234567890:role/hub/teleport-integration";
    expect(documentOf({ integrationRoleArn, targetPattern: "x" })).toContain(`"${integrationRoleArn}"`);
  });

  it("names the integration role that the form names now, and the last good one before that", () => {
    expect(forRoleName(question, "acme-oidc").integrationRoleArn).toBe(
      "arn:aws:iam::001234567890:role/acme-oidc",
    );
    expect(forRoleName(question, "no name!")).toEqual(question);
  });

  it("lets the credentials ask for their own permissions, under the ARN that is known", () => {
    const user = "arn:aws:iam::001234567890:user/apps/access";
    const role = "arn:aws:iam::001234567890:role/apps/access";
    const session = "arn:aws:sts::001234567890:assumed-role/access/x";
    expect(documentOf({ identity: { arn: user, roleArn: null } })).toContain(`"${user}"`);
    expect(documentOf({ identity: { arn: session, roleArn: role } })).toContain(`"${role}"`);
    expect(documentOf({ identity: { arn: session, roleArn: null } })).toContain("role/*/access");
  });

  it("leaves roles with Admin in their name out, unless told otherwise", () => {
    expect(documentOf({})).toContain("NeverAdminRoles");
    expect(documentOf({ excludeAdmin: false })).not.toContain("NeverAdminRoles");
  });

  it("says that whoever changes a trust holds the role's power", () => {
    expect(minimalPolicyByHand(question).summary).toContain("power");
  });
});
