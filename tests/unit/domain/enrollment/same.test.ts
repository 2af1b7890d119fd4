import { describe, expect, test } from "vitest";
import type { ResourceKind, ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { resourceHandlers } from "#lib/resources/index.ts";

type Case = { [K in ResourceKind]: [K, string, ResourceStates[K], ResourceStates[K], boolean] }[ResourceKind];

const provider: ResourceStates["aws/oidc-provider"] = {
  url: "https://teleport.acme.test",
  audiences: ["discover.teleport", "other"],
  thumbprints: [],
  tags: [{ key: "a", value: "1" }],
};
const app: ResourceStates["teleport/app-server"] = {
  uri: "https://console.aws.amazon.com/",
  publicAddr: "acme.teleport.acme.test",
  integration: "acme",
  cloud: "AWS",
  externalId: null,
  labels: { aws_account_id: "012345678901", team: "x" },
};
const accessRole: ResourceStates["teleport/access-role"] = {
  version: "v8",
  labels: {},
  appLabels: { aws_account_id: ["012345678901"], team: ["a", "b"] },
  awsRoleArns: ["arn:1", "arn:2"],
};

const cases: Case[] = [
  [
    "aws/role-tag",
    "another spelling of the key",
    { key: "Teleport.dev/Integration", value: "true" },
    { key: "teleport.dev/integration", value: "true" },
    true,
  ],
  [
    "aws/role-tag",
    "another case of the value",
    { key: "k", value: "True" },
    { key: "k", value: "true" },
    false,
  ],
  [
    "aws/role-trust",
    "one value or a list",
    {
      document: `{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"012345678901"}}}`,
    },
    {
      document: `{"Statement":[{"Principal":{"AWS":["arn:aws:iam::012345678901:root"]},"Action":["STS:assumerole"],"Effect":"Allow"}]}`,
    },
    true,
  ],
  [
    "aws/role-trust",
    "another effect",
    { document: `{"Statement":{"Effect":"Allow"}}` },
    { document: `{"Statement":{"Effect":"Deny"}}` },
    false,
  ],
  [
    "aws/oidc-provider",
    "another order, and thumbprints that IAM filled in",
    provider,
    { ...provider, audiences: ["other", "discover.teleport"], thumbprints: ["A".repeat(40)] },
    true,
  ],
  [
    "aws/oidc-provider",
    "other thumbprints",
    { ...provider, thumbprints: ["b".repeat(40)] },
    { ...provider, thumbprints: ["a".repeat(40)] },
    false,
  ],
  [
    "aws/oidc-provider",
    "another audience",
    provider,
    { ...provider, audiences: ["discover.teleport"] },
    false,
  ],
  ["aws/oidc-provider", "another tag", provider, { ...provider, tags: [] }, false],
  [
    "aws/role",
    "trust and tags, which are resources of their own",
    { path: "/", description: "d", trustPolicy: "{}" },
    { path: "/", description: "d", tags: [] },
    true,
  ],
  ["aws/role", "another path", { path: "/", description: "d" }, { path: "/x/", description: "d" }, false],
  [
    "teleport/app-server",
    "another order of labels",
    app,
    { ...app, labels: { team: "x", aws_account_id: "012345678901" } },
    true,
  ],
  ["teleport/app-server", "a label more", app, { ...app, labels: { ...app.labels, more: "y" } }, false],
  ["teleport/app-server", "another integration", app, { ...app, integration: "other" }, false],
  [
    "teleport/access-role",
    "another order, and the version that the server hands out",
    accessRole,
    {
      ...accessRole,
      version: "v7",
      appLabels: { team: ["b", "a"], aws_account_id: ["012345678901"] },
      awsRoleArns: ["arn:2", "arn:1"],
    },
    true,
  ],
  [
    "teleport/access-role",
    "a wider selector",
    accessRole,
    { ...accessRole, appLabels: { "*": ["*"] } },
    false,
  ],
  ["teleport/access-role", "another ARN", accessRole, { ...accessRole, awsRoleArns: ["arn:1"] }, false],
  [
    "teleport/user-access",
    "another order",
    { roles: ["a", "b"], roleArns: ["1", "2"] },
    { roles: ["b", "a"], roleArns: ["2", "1"] },
    true,
  ],
  [
    "teleport/user-access",
    "a role more",
    { roles: ["a"], roleArns: [] },
    { roles: ["a", "b"], roleArns: [] },
    false,
  ],
  [
    "teleport/integration",
    "another role",
    { subKind: "aws-oidc", roleArn: "arn:1", audience: "", issuerS3Uri: "" },
    { subKind: "aws-oidc", roleArn: "arn:2", audience: "", issuerS3Uri: "" },
    false,
  ],
];

describe("what counts as the same", () => {
  test.each(cases)("%s: %s", (kind, _what, a, b, expected) => {
    const { same } = resourceHandlers[kind] as { same(x: unknown, y: unknown): boolean };
    expect(same(a, b)).toBe(expected);
    expect(same(b, a)).toBe(expected);
    expect(same(a, structuredClone(a))).toBe(true);
    expect([same(a, null), same(null, b), same(null, null)]).toEqual([false, false, true]);
  });
});
