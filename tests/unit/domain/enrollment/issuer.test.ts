import { describe, expect, test } from "vitest";
import { issuerHostAndPath } from "#lib/domain/enrollment/issuer.ts";

describe("the issuer that AWS knows", () => {
  test.each([
    ["", "teleport.acme.test"],
    ["s3://acme-oidc/teleport", "acme-oidc.s3.amazonaws.com/teleport"],
    ["s3://acme-oidc/teleport/", "acme-oidc.s3.amazonaws.com/teleport"],
    ["s3://acme-oidc", "acme-oidc.s3.amazonaws.com"],
    ["https://not-a-bucket", "teleport.acme.test"],
  ])("%s", (issuerS3Uri, expected) => {
    expect(issuerHostAndPath({ issuerS3Uri }, "teleport.acme.test")).toBe(expected);
  });

  test("without an integration is the cluster's", () => {
    expect(issuerHostAndPath(null, "teleport.acme.test:3080")).toBe("teleport.acme.test:3080");
  });
});
