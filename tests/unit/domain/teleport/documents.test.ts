import { describe, expect, test } from "vitest";

import {
  accessRoleDocument,
  buildAccessRole,
  buildAppServer,
  buildIntegration,
  publicAddress,
  roleVersionFor,
} from "#lib/domain/teleport/documents.ts";

const plan = {
  integration: "prod",
  accountId: "012345678901",
  partition: "aws",
  clusterPublicHost: "teleport.example.com",
  hostId: "5a7b",
} as const;

describe("the AWS app", () => {
  test("is the guide's, with the label of its integration", () => {
    expect(buildAppServer(plan)).toEqual({
      name: "prod",
      hostId: "5a7b",
      labels: { aws_account_id: "012345678901", "aws-access.teleport/integration": "prod" },
      uri: "https://console.aws.amazon.com/",
      publicAddr: "prod.teleport.example.com",
      cloud: "AWS",
      integration: "prod",
      externalId: null,
      revision: "",
    });
  });

  test("an admin's labels are kept, but never replace ours", () => {
    const extraLabels = { env: "prod", aws_account_id: "1", "aws-access.teleport/integration": "x" };
    expect(buildAppServer({ ...plan, extraLabels }).labels).toEqual({
      env: "prod",
      aws_account_id: "012345678901",
      "aws-access.teleport/integration": "prod",
    });
  });

  test.each([
    ["aws-us-gov", "https://console.amazonaws-us-gov.com/"],
    ["aws-cn", "https://console.amazonaws.cn/"],
  ] as const)("%s has a console of its own", (partition, uri) => {
    expect(buildAppServer({ ...plan, partition }).uri).toBe(uri);
  });

  test("its address has no port", () => {
    expect(publicAddress("prod", "teleport.example.com:3080")).toBe("prod.teleport.example.com");
  });
});

describe("an access role", () => {
  const arns = ["arn:aws:iam::012345678901:role/X", "arn:aws:iam::012345678901:role/X"];
  const rolePlan = {
    name: "aws_access_X",
    accountId: "012345678901",
    arns,
    integration: "prod",
    sharesAccount: false,
    serverVersion: "18.2.0",
  };

  test("is bound to the account and marked as the enrollment's", () => {
    expect(accessRoleDocument(buildAccessRole(rolePlan))).toEqual({
      name: "aws_access_X",
      version: "v8",
      labels: { "aws-access.teleport/enrollment": "prod" },
      appLabels: { aws_account_id: ["012345678901"] },
      awsRoleArns: ["arn:aws:iam::012345678901:role/X"],
    });
  });

  test("is bound to the integration's app, too, where the account has a second one", () => {
    expect(buildAccessRole({ ...rolePlan, sharesAccount: true }).allow.appLabels).toEqual({
      aws_account_id: ["012345678901"],
      "aws-access.teleport/integration": ["prod"],
    });
  });

  test.each([
    ["15.4.2", "v7"],
    ["17.7.3", "v7"],
    ["18.0.0", "v8"],
    ["v19.1.0-dev", "v8"],
    ["unknown", "v7"],
  ])("on Teleport %s it is a %s role", (serverVersion, version) => {
    expect(roleVersionFor(serverVersion)).toBe(version);
  });
});

test("an integration is AWS OIDC, without an audience of its own", () => {
  expect(buildIntegration("prod", "arn:aws:iam::012345678901:role/T")).toEqual({
    name: "prod",
    subKind: "aws-oidc",
    roleArn: "arn:aws:iam::012345678901:role/T",
    audience: "",
    issuerS3Uri: "",
    revision: "",
  });
});
