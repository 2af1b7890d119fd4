import { describe, expect, test } from "vitest";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import {
  awsIdentity,
  awsRole,
  document,
  integrationRole,
  roleScan,
  targetTag,
  trustsEc2,
  trustsRole,
} from "../../../../../support/observation/aws.ts";
import { accountId, integrationRoleArn, otherAccountId } from "../../../../../support/observation/names.ts";
import { enrolled, seen, unread, untouched } from "../../../../../support/observation/observation.ts";
import {
  changesOf,
  changeTo,
  kindsOf,
  plan,
  refusalOf,
  roleArnOf,
} from "../../../../../support/observation/plans.ts";

const choose = (role: AwsRole, over: { confirmed?: string[]; quota?: number } = {}) => {
  const scan = roleScan([integrationRole(), role], { trustPolicySizeQuota: over.quota ?? 2048 });
  return plan(enrolled([role], { scan: seen(scan) }), "trust", {
    roleArns: [role.arn],
    confirmed: over.confirmed ?? [],
  });
};
const byRoot = document(trustsRole(`arn:aws:iam::${accountId}:root`));

describe("step 3 plans for a chosen role", () => {
  test("tag and trust, neither waiting for the other", () => {
    const role = awsRole("Billing", { path: "/finance/" });
    const result = choose(role);
    expect(kindsOf(result)).toEqual(["aws/role-tag", "aws/role-trust"]);
    expect(changesOf(result).flatMap(({ needs }) => needs)).toEqual([]);
    const tag = changeTo(result, "aws/role-tag");
    expect(tag.before).toBeNull();
    expect(tag.after).toEqual(targetTag);
    expect(tag.change.resource.id).toBe(`${role.arn}#teleport.dev/integration`);
    const trust = changeTo(result, "aws/role-trust");
    expect(trust.before?.document).toBe(role.trustPolicy);
    expect(JSON.parse(trust.after.document).Statement).toEqual([
      trustsEc2,
      { Sid: "TeleportIntegration038a967f", ...trustsRole(integrationRoleArn) },
    ]);
  });

  test("the tag alone where the account's root is trusted", () => {
    expect(kindsOf(choose(awsRole("Oncall", { trustPolicy: byRoot })))).toEqual(["aws/role-tag"]);
  });

  test("the trust alone where the tag is there in another spelling", () => {
    const role = awsRole("Mobile", { tags: [{ key: "Teleport.dev/Integration", value: "true" }] });
    expect(kindsOf(choose(role))).toEqual(["aws/role-trust"]);
  });

  test("a tag with another value keeps the spelling of its key", () => {
    const role = awsRole("Oncall", {
      trustPolicy: byRoot,
      tags: [{ key: "Teleport.dev/Integration", value: "True" }],
    });
    const { before, after } = changeTo(
      choose(role, { confirmed: [`${role.arn}#tag-value-other`] }),
      "aws/role-tag",
    );
    expect(before).toEqual({ key: "Teleport.dev/Integration", value: "True" });
    expect(after).toEqual({ key: "Teleport.dev/Integration", value: "true" });
  });

  test("nothing for a role that has both", () => {
    const role = awsRole("Done", {
      tags: [targetTag],
      trustPolicy: document(trustsRole(integrationRoleArn)),
    });
    expect(choose(role).kind).toBe("nothing");
  });
});

describe("step 3 refuses roles that are never targets", () => {
  const never: [string, AwsRole][] = [
    ["service-linked", awsRole("AWSServiceRoleForRDS", { path: "/aws-service-role/rds.amazonaws.com/" })],
    ["of Identity Center", awsRole("AWSReservedSSO_x", { path: "/aws-reserved/sso.amazonaws.com/" })],
    ["the integration role itself", integrationRole()],
  ];

  test.each(never)("%s", (_name, role) => {
    const refusal = refusalOf(choose(role));
    expect(refusal.problem.code).toBe("input-invalid");
    expect(Object.keys(refusal.fieldErrors ?? {})).toEqual([`roleArns.${role.arn}`]);
  });

  test("the app's own role, by the name in its session", () => {
    const role = awsRole("aws-access", { path: "/apps/" });
    const aws = seen(awsIdentity({ arn: `arn:aws:sts::${accountId}:assumed-role/aws-access/session` }));
    const refusal = refusalOf(plan(enrolled([role], { aws }), "trust", { roleArns: [role.arn] }));
    expect(refusal.problem.why).toContain("this app itself");
  });

  test("the role by which the app reaches the account", () => {
    const role = awsRole("aws-access-for-teleport");
    const o = enrolled([role], { aws: seen(awsIdentity({ roleArn: roleArnOf("base") })) });
    const reached = { ...o, profile: { ...o.profile, accessRoleArn: role.arn } };
    expect(plan(reached, "trust", { roleArns: [role.arn] }).kind).toBe("refused");
  });
});

describe("step 3 refuses what it can't do", () => {
  test.each([
    ["another account", `arn:aws:iam::${otherAccountId}:role/X`, otherAccountId],
    ["another partition", `arn:aws-cn:iam::${accountId}:role/X`, "partition"],
    ["no role", `arn:aws:iam::${accountId}:user/X`, "user"],
    ["a role that the account does not have", roleArnOf("Nobody"), "no such role"],
  ])("an ARN of %s", (_name, arn, words) => {
    const refusal = refusalOf(plan(enrolled(), "trust", { roleArns: [arn] }));
    expect(refusal.fieldErrors?.[`roleArns.${arn}`]).toContain(words);
  });

  test("a dead principal, with the document to take by hand", () => {
    const role = awsRole("Legacy", {
      trustPolicy: document(trustsRole("AROADELETED0000000000"), trustsEc2),
    });
    const { problem } = refusalOf(choose(role));
    expect(problem.code).toBe("aws-dead-principal");
    expect(JSON.parse(problem.evidence ?? "").Statement).toContainEqual(trustsEc2);
    expect(problem.evidence).not.toContain("AROADELETED0000000000");
  });

  test("a trust policy that would not fit, with the way to a larger quota", () => {
    const { problem } = refusalOf(choose(awsRole("Full"), { quota: 200 }));
    expect(problem.code).toBe("aws-quota");
    expect(problem.remedy).toContain("L-C07B4B0D");
  });

  test("a fifty-first tag", () => {
    const tags = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: "v" }));
    expect(refusalOf(choose(awsRole("Tagged", { tags }))).problem.why).toContain("50");
  });

  test("tags that could not be read", () => {
    expect(refusalOf(choose(awsRole("Dark", { tags: null }))).problem.why).toContain("could not be read");
  });

  test("an explicit Deny", () => {
    const role = awsRole("Closed", {
      trustPolicy: document({ ...trustsRole(integrationRoleArn), Effect: "Deny" }, trustsEc2),
    });
    expect(refusalOf(choose(role)).problem.code).toBe("aws-conflict");
  });

  test("one unfit role among many: nothing is planned, and it is named", () => {
    const good = awsRole("Good");
    const refusal = refusalOf(plan(enrolled([good]), "trust", { roleArns: [good.arn, roleArnOf("Nobody")] }));
    expect(Object.keys(refusal.fieldErrors ?? {})).toEqual([`roleArns.${roleArnOf("Nobody")}`]);
  });

  test("before the integration role exists, or the roles were read", () => {
    expect(refusalOf(plan(untouched(), "trust", { roleArns: [roleArnOf("X")] })).problem.code).toBe(
      "aws-not-found",
    );
    expect(
      refusalOf(plan(enrolled([], { scan: unread() }), "trust", { roleArns: [roleArnOf("X")] })).problem.code,
    ).toBe("aws-access-denied");
  });
});

describe("cautions are confirmed one by one", () => {
  const administrator = {
    name: "AdministratorAccess",
    arn: "arn:aws:iam::aws:policy/AdministratorAccess",
    document: document({ Effect: "Allow", Action: "*", Resource: "*" }),
  };
  const cautious: [string, AwsRole][] = [
    ["administrator", awsRole("Admin", { attachedPolicies: [administrator] })],
    ["managed-by-terraform", awsRole("network", { tags: [{ key: "managed-by", value: "terraform" }] })],
    [
      "managed-by-cloudformation",
      awsRole("stack", { tags: [{ key: "aws:cloudformation:stack-name", value: "s" }] }),
    ],
    [
      "conditional-grant-widened",
      awsRole("Partner", {
        trustPolicy: document({
          ...trustsRole(`arn:aws:iam::${accountId}:root`),
          Condition: { StringEquals: { "sts:ExternalId": "x" } },
        }),
      }),
    ],
    ["tag-value-other", awsRole("Other", { tags: [{ key: "teleport.dev/integration", value: "yes" }] })],
    ["policies-unread", awsRole("Unread", { inlinePolicies: null, attachedPolicies: null })],
    [
      "trusts-ci-provider",
      awsRole("Deploy", {
        trustPolicy: document({
          Effect: "Allow",
          Principal: {
            Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`,
          },
          Action: "sts:AssumeRoleWithWebIdentity",
        }),
      }),
    ],
  ];

  test.each(cautious)("%s", (code, role) => {
    const refusal = refusalOf(choose(role));
    expect(Object.keys(refusal.fieldErrors ?? {})).toEqual([`confirmed.${role.arn}#${code}`]);
    expect(choose(role, { confirmed: [`${role.arn}#${code}`] }).kind).toBe("draft");
  });

  test("another role's confirmation does not count", () => {
    const role = awsRole("Admin", { attachedPolicies: [administrator] });
    expect(choose(role, { confirmed: [`${roleArnOf("Else")}#administrator`] }).kind).toBe("refused");
  });
});

test("hundreds of roles give the same words for the same change, so that they are read as one", () => {
  const roles = Array.from({ length: 200 }, (_, index) => awsRole(`R${index}`));
  const result = plan(enrolled(roles), "trust", { roleArns: roles.map(({ arn }) => arn) });
  expect(new Set(changesOf(result).map(({ why }) => why)).size).toBe(2);
  expect(new Set(changesOf(result).map(({ key }) => key)).size).toBe(400);
});
