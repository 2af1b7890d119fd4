import { describe, expect, it } from "vitest";
import { minimalPolicyByHand } from "#lib/domain/enrollment/minimal-policy.ts";

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

  it("leaves roles with Admin in their name out, unless told otherwise", () => {
    expect(documentOf({})).toContain("NeverAdminRoles");
    expect(documentOf({ excludeAdmin: false })).not.toContain("NeverAdminRoles");
  });

  it("says that whoever changes a trust holds the role's power", () => {
    expect(minimalPolicyByHand(question).summary).toContain("power");
  });
});
