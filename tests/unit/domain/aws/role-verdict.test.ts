import { describe, expect, it } from "vitest";

import type { RoleQuestion } from "#lib/domain/aws/role-verdict.ts";
import { judgeRole } from "#lib/domain/aws/role-verdict.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";

import {
  accountId,
  allow,
  deny,
  integrationRole,
  integrationRoleArn,
  policy,
  targetRole,
  trust,
  trustsAccount,
  trustsEc2,
} from "./role-fixture.ts";

function judge(role: AwsRole, change: Partial<RoleQuestion> = {}) {
  return judgeRole({
    role,
    integrationRole: integrationRole(),
    livePrincipalIds: [],
    userIdsKnown: true,
    externalId: null,
    acceptedConditions: [],
    sameAccount: true,
    ...change,
  });
}

const outcome = (verdict: ReturnType<typeof judge>) => [verdict.state, verdict.cause?.code ?? null];
const bare = { inlinePolicies: [], attachedPolicies: [] };
const assume = { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" };

describe("a target role is ready", () => {
  it("with tag, trust and the guide's policy", () => {
    expect(judge(targetRole())).toEqual({
      state: "ready",
      cause: null,
      conditions: [],
      trust: expect.objectContaining({ state: "ok", label: "trusted" }),
      tag: expect.objectContaining({ state: "ok", label: "true" }),
      modifiable: expect.objectContaining({ state: "ok" }),
    });
  });

  it("by its account, if the integration role's policy allows it", () => {
    const verdict = judge(targetRole({ trustPolicy: trustsAccount }));
    expect(verdict.state).toBe("ready");
    expect(verdict.trust).toMatchObject({ state: "ok", label: "by account" });
  });

  it("by an attached policy as well as by an inline one", () => {
    const attached = [{ name: "Hub", arn: `arn:aws:iam::${accountId}:policy/Hub`, document: policy(assume) }];
    const integration = integrationRole({ inlinePolicies: [], attachedPolicies: attached });
    expect(judge(targetRole(), { integrationRole: integration }).state).toBe("ready");
  });

  it("with a tag key in another case, and not with a value in another case", () => {
    const tagged = (key: string, value: string) =>
      targetRole({ trustPolicy: trustsAccount, tags: [{ key, value }] });
    expect(judge(tagged("Teleport.dev/Integration", "true")).state).toBe("ready");
    const wrong = judge(tagged("teleport.dev/integration", "True"));
    expect(outcome(wrong)).toEqual(["fails", "tag-other-value"]);
    expect(wrong.tag).toMatchObject({ state: "bad", label: "True" });
    expect(wrong.tag.words).toContain("lower-case true");
  });
});

describe("in one account, a trust policy that names the integration role", () => {
  it("is enough without the tag, but not as the guide has it", () => {
    const verdict = judge(targetRole({ tags: [] }));
    expect(outcome(verdict)).toEqual(["ready-not-per-guide", "tag-missing"]);
    expect(verdict.tag).toMatchObject({ state: "bad", label: "missing" });
  });

  it("is enough without any policy of the integration role", () => {
    expect(outcome(judge(targetRole(), { integrationRole: integrationRole(bare) }))).toEqual([
      "ready-not-per-guide",
      "policy-missing",
    ]);
  });

  it("is not enough across accounts", () => {
    const change = { sameAccount: false, integrationRole: integrationRole(bare) };
    expect(outcome(judge(targetRole(), change))).toEqual(["fails", "policy-missing"]);
  });

  it("gives way to an explicit Deny in the integration role's policies", () => {
    const inlinePolicies = [
      {
        name: "Guard",
        document: policy({ Effect: "Deny", Action: "sts:*", Resource: "arn:aws:iam::*:role/Aud*" }),
      },
      ...(integrationRole().inlinePolicies ?? []),
    ];
    const verdict = judge(targetRole(), { integrationRole: integrationRole({ inlinePolicies }) });
    expect(outcome(verdict)).toEqual(["fails", "policy-denies"]);
    expect(verdict.cause?.words).toContain("statement 1 of Guard");
    const other = judge(targetRole({ name: "Other" }), {
      integrationRole: integrationRole({ inlinePolicies }),
    });
    expect(other.state).toBe("ready");
  });

  it.each([
    ["leaves it out", { Effect: "Allow", Action: "s3:*", Resource: "*" }, ["fails", "boundary-leaves-out"]],
    ["denies it", { Effect: "Deny", Action: "sts:AssumeRole", Resource: "*" }, ["fails", "boundary-denies"]],
    ["allows it", assume, ["ready", null]],
    [
      "allows it for others only",
      { ...assume, Resource: "arn:aws:iam::123456789012:role/x" },
      ["fails", "boundary-leaves-out"],
    ],
  ])("stands under a permissions boundary that %s", (_name, statement, expected) => {
    const boundary = { arn: `arn:aws:iam::${accountId}:policy/B`, document: policy(statement) };
    expect(outcome(judge(targetRole(), { integrationRole: integrationRole({ boundary }) }))).toEqual(
      expected,
    );
  });
});

describe("in one account, a trust policy that trusts everyone", () => {
  const role = targetRole({ trustPolicy: trust(allow({ AWS: "*" })) });
  const bounded = (...statements: object[]) =>
    integrationRole({
      boundary: { arn: `arn:aws:iam::${accountId}:policy/B`, document: policy(...statements) },
    });
  const leavesOut = bounded({ ...assume, Action: "s3:*" });

  it("is enough without any policy of the integration role", () => {
    const verdict = judge(role, { integrationRole: integrationRole(bare) });
    expect(outcome(verdict)).toEqual(["ready-not-per-guide", "policy-missing"]);
    expect(verdict.trust).toMatchObject({ state: "warn", label: "by everyone" });
  });

  it("is unknown under a boundary that leaves it out, whatever somebody accepts: AWS does not say", () => {
    const verdict = judge(role, { integrationRole: leavesOut });
    expect(outcome(verdict)).toEqual(["unknown", "boundary-unclear"]);
    expect(verdict.cause?.words).toContain("AWS does not say");
    expect(verdict.conditions).toEqual([]);
  });

  it("fails under such a boundary across accounts, and where the boundary denies", () => {
    const across = { sameAccount: false, integrationRole: leavesOut };
    expect(outcome(judge(role, across))).toEqual(["fails", "boundary-leaves-out"]);
    const denying = bounded({ ...assume, Effect: "Deny" });
    expect(outcome(judge(role, { integrationRole: denying }))).toEqual(["fails", "boundary-denies"]);
  });

  it("opens a way, clear or not, that the nearer grants do not", () => {
    const both = [
      trust(allow({ AWS: "*" }), allow({ AWS: integrationRoleArn })),
      trust(allow({ AWS: [integrationRoleArn, "*"] })),
    ];
    for (const trustPolicy of both)
      expect(outcome(judge(targetRole({ trustPolicy }), { integrationRole: leavesOut }))).toEqual([
        "unknown",
        "boundary-unclear",
      ]);
    const account = targetRole({ trustPolicy: trust(allow({ AWS: accountId }), allow({ AWS: "*" })) });
    expect(judge(account, { integrationRole: integrationRole(bare) }).state).toBe("ready-not-per-guide");
  });

  it("still gives way to an explicit Deny, and needs the policy across accounts", () => {
    const guard = [{ name: "Guard", document: policy({ ...assume, Effect: "Deny" }) }];
    const denied = integrationRole({ attachedPolicies: [], inlinePolicies: guard });
    expect(outcome(judge(role, { integrationRole: denied }))).toEqual(["fails", "policy-denies"]);
    const change = { sameAccount: false, integrationRole: integrationRole(bare) };
    expect(outcome(judge(role, change))).toEqual(["fails", "policy-missing"]);
  });
});

it("a way in under a condition keeps a role from failing for want of the policy", () => {
  const condition = { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } };
  const trustPolicy = trust(allow({ AWS: accountId }), allow({ AWS: integrationRoleArn }, condition));
  const verdict = judge(targetRole({ trustPolicy }), { integrationRole: integrationRole(bare) });
  expect(outcome(verdict)).toEqual(["unknown", "condition-open"]);
});

it("a trust in one session is not the role's, but may work for that one user", () => {
  const session = `arn:aws:sts::${accountId}:assumed-role/teleport-integration/bob`;
  const verdict = judge(targetRole({ trustPolicy: trust(allow({ AWS: session })) }));
  expect(outcome(verdict)).toEqual(["unknown", "one-session-only"]);
  expect(verdict.trust).toMatchObject({ state: "bad", label: "not trusted" });
});

describe("a target role fails", () => {
  it.each([
    ["that trusts EC2 only", trustsEc2, "not-trusted", { state: "bad", label: "not trusted" }],
    [
      "whose trust denies",
      trust(allow({ AWS: accountId }), deny({ AWS: "*" })),
      "trust-denies",
      { state: "bad", label: "denied" },
    ],
    [
      "with an external id that Teleport does not send",
      trust(allow({ AWS: integrationRoleArn }, { Condition: { StringEquals: { "sts:ExternalId": "x" } } })),
      "trust-condition-unmet",
      { state: "warn", label: "if sts:ExternalId" },
    ],
    [
      "with a deleted principal",
      trust(allow({ AWS: "AROAEXAMPLEDELETED0001" })),
      "dead-principal",
      { state: "bad", label: "blocked" },
    ],
  ])("%s", (_name, trustPolicy, code, light) => {
    const verdict = judge(targetRole({ trustPolicy, tags: [] }));
    expect(outcome(verdict)).toEqual(["fails", code]);
    expect(verdict.trust).toMatchObject(light);
  });

  it("that trusts the account, for want of the tag", () => {
    const role = targetRole({ trustPolicy: trustsAccount, tags: [] });
    expect(outcome(judge(role))).toEqual(["fails", "tag-missing"]);
    expect(outcome(judge(role, { integrationRole: integrationRole(bare) }))).toEqual([
      "fails",
      "policy-missing",
    ]);
  });

  it("where the integration role does not exist", () => {
    const verdict = judge(targetRole(), { integrationRole: null, integrationRoleArn });
    expect(outcome(verdict)).toEqual(["fails", "integration-role-missing"]);
    expect(verdict.trust.label).toBe("trusted");
  });
});

describe("what was not read stays unknown", () => {
  it.each<[string, Partial<AwsRole>, string]>([
    ["inline policies", { inlinePolicies: null }, "policies-unread"],
    ["attached policies", { attachedPolicies: null }, "policies-unread"],
    [
      "an attached document",
      { attachedPolicies: [{ name: "X", arn: "arn:aws:iam::1:policy/X", document: null }] },
      "policies-unread",
    ],
    ["an unreadable document", { inlinePolicies: [{ name: "X", document: "{" }] }, "policies-unread"],
    ["the boundary", { boundary: undefined }, "boundary-unread"],
    [
      "the boundary's document",
      { boundary: { arn: "arn:aws:iam::1:policy/B", document: null } },
      "boundary-unread",
    ],
  ])("%s of the integration role", (_name, change, code) => {
    expect(outcome(judge(targetRole(), { integrationRole: integrationRole(change) }))).toEqual([
      "unknown",
      code,
    ]);
  });

  it("the integration role itself", () => {
    const verdict = judge(targetRole(), { integrationRole: "unknown" });
    expect(outcome(verdict)).toEqual(["unknown", "integration-role-unread"]);
    expect(verdict.trust.state).toBe("unknown");
  });

  it("the target's tags, whichever way it is trusted", () => {
    for (const trustPolicy of [targetRole().trustPolicy, trustsAccount]) {
      const verdict = judge(targetRole({ trustPolicy, tags: null }));
      expect(outcome(verdict)).toEqual(["unknown", "tags-unread"]);
      expect(verdict.tag.state).toBe("unknown");
    }
  });

  it("a trust policy that can't be read", () => {
    const verdict = judge(targetRole({ trustPolicy: "{not json" }));
    expect(outcome(verdict)).toEqual(["unknown", "trust-unreadable"]);
    expect(verdict.modifiable).toMatchObject({ state: "bad", label: "unreadable" });
  });

  it("but a refusal that is certain is said all the same", () => {
    const integration = integrationRole({ attachedPolicies: null });
    expect(judge(targetRole({ trustPolicy: trustsEc2 }), { integrationRole: integration }).state).toBe(
      "fails",
    );
  });
});

describe("a condition that can't be known here", () => {
  const condition = { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } };
  const role = targetRole({ trustPolicy: trust(allow({ AWS: integrationRoleArn }, condition)) });

  it("leaves the role unknown until somebody answers for it", () => {
    const verdict = judge(role);
    expect(outcome(verdict)).toEqual(["unknown", "condition-open"]);
    expect(verdict.conditions).toHaveLength(1);
    expect(verdict.conditions[0]?.words).toContain("aws:SourceIp is in 203.0.113.0/24");
    expect(verdict.trust).toMatchObject({ state: "warn", label: "if aws:SourceIp" });
    const acceptedConditions = verdict.conditions.map(({ id }) => id);
    expect(judge(role, { acceptedConditions }).state).toBe("ready-if");
  });

  it("is asked again once the statement has changed", () => {
    const acceptedConditions = judge(role).conditions.map(({ id }) => id);
    const wider = { Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } };
    const changed = targetRole({ trustPolicy: trust(allow({ AWS: integrationRoleArn }, wider)) });
    expect(judge(changed, { acceptedConditions }).state).toBe("unknown");
  });

  it("counts in the integration role's policies only where those are needed", () => {
    const inlinePolicies = [{ name: "Hub", document: policy({ ...assume, ...condition }) }];
    const integration = { integrationRole: integrationRole({ inlinePolicies }) };
    expect(judge(targetRole(), integration).state).toBe("ready-not-per-guide");
    expect(outcome(judge(targetRole({ trustPolicy: trustsAccount }), integration))).toEqual([
      "unknown",
      "condition-open",
    ]);
  });

  it("counts in a Deny and in a boundary always", () => {
    const guarded = integrationRole({
      inlinePolicies: [
        ...(integrationRole().inlinePolicies ?? []),
        { name: "Guard", document: policy({ ...assume, ...condition, Effect: "Deny" }) },
      ],
      boundary: { arn: "arn:aws:iam::1:policy/B", document: policy({ ...assume, ...condition }) },
    });
    expect(
      judge(targetRole(), { integrationRole: guarded }).conditions.map(({ id }) => id.split("-")[0]),
    ).toEqual(["boundary", "policy"]);
  });

  it("is decided where the tags of both roles decide it", () => {
    const team = (value: string) =>
      targetRole({
        trustPolicy: trust(
          allow({ AWS: accountId }, { Condition: { StringEquals: { "aws:PrincipalTag/Team": value } } }),
        ),
      });
    const tags = [{ key: "team", value: "platform" }];
    const integration = { integrationRole: integrationRole({ tags }) };
    expect(judge(team("platform"), integration).state).toBe("ready");
    expect(judge(team("other"), integration).state).toBe("fails");
  });
});

describe("a role that only AWS changes", () => {
  it.each(["/aws-service-role/rds.amazonaws.com/", "/aws-reserved/sso.amazonaws.com/"])("%s", (path) => {
    const verdict = judge(targetRole({ path, trustPolicy: trustsEc2, tags: [] }));
    expect(verdict.trust).toMatchObject({ state: "off", label: "AWS only" });
    expect(verdict.tag).toMatchObject({ state: "off", label: "–" });
    expect(verdict.modifiable.state).toBe("off");
  });
});

it("warns of a role that something else manages", () => {
  const tags = [{ key: "ManagedBy", value: "terraform" }];
  expect(judge(targetRole({ tags })).modifiable).toMatchObject({ state: "warn", label: "Terraform" });
  const stack = [{ key: "aws:cloudformation:stack-name", value: "net" }];
  expect(judge(targetRole({ tags: stack })).modifiable).toMatchObject({
    state: "warn",
    label: "CloudFormation",
  });
});

it("sees the integration role made anew: its own stale statement blocks nothing", () => {
  const stale = { ...allow({ AWS: "AROAEXAMPLEOLDHUB0001" }), Sid: "TeleportIntegration038a967f" };
  const verdict = judge(targetRole({ trustPolicy: trust(stale) }));
  expect(outcome(verdict)).toEqual(["fails", "not-trusted"]);
  expect(verdict.trust.words).toContain("for a role that was deleted");
  expect(verdict.modifiable.state).toBe("ok");
});
