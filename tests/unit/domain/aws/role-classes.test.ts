import { describe, expect, it } from "vitest";

import type { RoleClassContext } from "#lib/domain/aws/role-classes.ts";
import { classifyRole } from "#lib/domain/aws/role-classes.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";

import {
  accountId,
  allow,
  integrationRole,
  integrationRoleArn,
  policy,
  targetRole,
  trust,
  trustsEc2,
} from "./role-fixture.ts";

const ownRoleArn = `arn:aws:iam::${accountId}:role/aws-access`;

function classify(change: Partial<AwsRole>, context: Partial<RoleClassContext> = {}) {
  return classifyRole(targetRole({ trustPolicy: trustsEc2, ...change }), {
    ownRoleArn,
    ownNames: new Set([ownRoleArn]),
    integrationRoleArns: [integrationRoleArn],
    integrationRoleArn,
    ...context,
  });
}

const cautions = (change: Partial<AwsRole>) => classify(change).cautions.map(({ code }) => code);
const tag = (key: string, value: string) => [{ key, value }];
const managed = (name: string, document: string | null, owner = "aws") => [
  { name, arn: `arn:aws:iam::${owner}:policy/${name}`, document },
];

it("an ordinary role is offered without a caution", () => {
  expect(classify({})).toEqual({ offered: true, neverBecause: null, cautions: [] });
});

describe("a role that is never offered", () => {
  it.each<[string, Partial<AwsRole>]>([
    ["service-linked", { path: "/aws-service-role/rds.amazonaws.com/" }],
    ["aws-reserved", { path: "/aws-reserved/sso.amazonaws.com/eu-west-1/" }],
    ["integration-role", { arn: integrationRoleArn }],
    ["integration-role", { tags: tag("Teleport.dev/origin", "integration_awsoidc") }],
    [
      "integration-role",
      { tags: tag("teleport.dev/integration", "acme-2"), trustPolicy: integrationRole().trustPolicy },
    ],
    ["own-role", { arn: ownRoleArn }],
    ["assumable-by-own-role", { trustPolicy: trust(allow({ AWS: ownRoleArn })) }],
  ])("%s", (code, change) => {
    const { offered, neverBecause, cautions: none } = classify(change);
    expect({ offered, code: neverBecause?.code, none }).toEqual({ offered: false, code, none: [] });
  });

  it.each<[string, string]>([
    ["a user's", `arn:aws:iam::${accountId}:user/svc/aws-access`],
    ["a user of another account's", "arn:aws:iam::999999999999:user/aws-access"],
    ["named by their unique id", "AIDAACCESS0000000000"],
  ])("is one that names the app's own credentials, where these are %s", (_whose, name) => {
    const own = { ownRoleArn: null, ownNames: new Set([name]) };
    const statements = [
      allow({ AWS: [integrationRoleArn, name] }),
      allow({ AWS: name }, { Action: ["sts:*"] }),
      allow({ AWS: name }, { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
    ];
    for (const statement of statements) {
      const { neverBecause } = classify({ trustPolicy: trust(statement) }, own);
      expect(neverBecause?.code).toBe("assumable-by-own-role");
    }
    expect(
      classify({ trustPolicy: trust(allow({ AWS: name }, { Action: "sts:TagSession" })) }, own),
    ).toMatchObject({ offered: true });
    expect(classify({ trustPolicy: trust(allow({ AWS: `${name}2` })) }, own).offered).toBe(true);
  });

  it("is what the app's own role is known to be able to assume", () => {
    const role = targetRole({ trustPolicy: trustsEc2 });
    expect(classify({}, { ownAssumableArns: [role.arn] }).neverBecause?.code).toBe("assumable-by-own-role");
  });

  it("is not one on the ordinary path /service-role/, nor one that the whole account may assume", () => {
    expect(classify({ path: "/service-role/" }).offered).toBe(true);
    expect(classify({ trustPolicy: trust(allow({ AWS: accountId })) }).offered).toBe(true);
  });

  it("is not the app's own where its credentials are a user's", () => {
    expect(classify({ arn: ownRoleArn }, { ownRoleArn: null }).offered).toBe(true);
  });
});

describe("a caution is given for", () => {
  const conditional = trust(
    allow({ AWS: accountId }, { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
  );
  const provider = (host: string) => `arn:aws:iam::${accountId}:oidc-provider/${host}`;
  const trustsProvider = (host: string) =>
    trust(allow({ Federated: provider(host) }, { Action: "sts:AssumeRoleWithWebIdentity" }));

  it.each<[string, Partial<AwsRole>]>([
    ["conditional-grant-widened", { trustPolicy: conditional }],
    ["managed-by-cloudformation", { tags: tag("aws:cloudformation:stack-name", "net") }],
    ["managed-by-terraform", { tags: tag("ManagedBy", "Terraform Cloud") }],
    ["managed-by-terraform", { tags: tag("terraform", "true") }],
    ["managed-by-terraform", { tags: tag("terraform:module", "iam") }],
    ["managed-by-terraform", { description: "Deploys. Managed by Terraform, do not edit." }],
    ["tag-value-other", { tags: tag("teleport.dev/integration", "True") }],
    ["administrator", { attachedPolicies: managed("AdministratorAccess", null) }],
    [
      "administrator",
      {
        attachedPolicies: managed("Mine", policy({ Effect: "Allow", Action: "*", Resource: "*" }), accountId),
      },
    ],
    [
      "administrator",
      {
        inlinePolicies: [
          { name: "x", document: policy({ Effect: "Allow", Action: ["s3:*", "IAM:*"], Resource: "*" }) },
        ],
      },
    ],
    [
      "administrator",
      {
        inlinePolicies: [
          { name: "x", document: policy({ Effect: "Allow", NotAction: "s3:*", Resource: "*" }) },
        ],
      },
    ],
    [
      "administrator",
      {
        inlinePolicies: [{ name: "x", document: policy({ Effect: "Allow", Action: "*:*", Resource: "*" }) }],
      },
    ],
    ["administrator", { inlinePolicies: null, attachedPolicies: managed("IAMFullAccess", null) }],
    ["policies-unread", { inlinePolicies: null }],
    ["policies-unread", { attachedPolicies: null }],
    ["policies-unread", { attachedPolicies: managed("Mine", null, accountId) }],
    ["trusts-ci-provider", { trustPolicy: trustsProvider("token.actions.githubusercontent.com") }],
    ["trusts-ci-provider", { trustPolicy: trustsProvider("gitlab.acme.example/oidc") }],
    ["trusts-everyone", { trustPolicy: trust(allow("*")) }],
  ])("%s", (code, change) => {
    expect(cautions(change)).toEqual([code]);
    expect(classify(change).offered).toBe(true);
  });

  it.each<[string, Partial<AwsRole>]>([
    [
      "read-only rights in IAM",
      {
        inlinePolicies: [
          {
            name: "x",
            document: policy({ Effect: "Allow", Action: ["iam:Get*", "iam:List*"], Resource: "*" }),
          },
        ],
      },
    ],
    [
      "all but IAM",
      {
        inlinePolicies: [
          {
            name: "x",
            document: policy({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }),
          },
        ],
      },
    ],
    [
      "a Deny of everything",
      { inlinePolicies: [{ name: "x", document: policy({ Effect: "Deny", Action: "*", Resource: "*" }) }] },
    ],
    [
      "a customer's own AdministratorAccess that grants little",
      {
        attachedPolicies: managed(
          "AdministratorAccess",
          policy({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
          accountId,
        ),
      },
    ],
    ["a tag that says no", { tags: tag("terraform", "false") }],
    ["a person's name", { tags: tag("managed-by", "Terry Forman") }],
    ["a cluster's provider", { trustPolicy: trustsProvider("oidc.eks.eu-west-1.amazonaws.com/id/ABC") }],
    [
      "a conditional grant to somebody else",
      {
        trustPolicy: trust(
          allow({ AWS: "999999999999" }, { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
        ),
      },
    ],
  ])("nothing like %s", (_name, change) => {
    expect(cautions(change)).toEqual([]);
  });

  it("every cause at once", () => {
    expect(
      cautions({
        trustPolicy: trust(allow("*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })),
        tags: [...tag("teleport.dev/integration", "yes"), ...tag("iac", "opentofu")],
        attachedPolicies: managed("IAMFullAccess", null),
      }),
    ).toEqual([
      "conditional-grant-widened",
      "managed-by-terraform",
      "tag-value-other",
      "administrator",
      "trusts-everyone",
    ]);
  });
});
