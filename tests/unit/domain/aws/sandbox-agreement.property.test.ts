import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { judgeRole } from "#lib/domain/aws/role-verdict.ts";
import type { RoleQuestion, RoleVerdict } from "#lib/domain/aws/role-verdict.ts";
import { evaluateTrust } from "#lib/domain/aws/trust/verdict.ts";
import type { Tag } from "#lib/domain/aws/types.ts";
import type { Caller } from "#lib/sandbox/aws/policy/caller.ts";
import { contextOf } from "#lib/sandbox/aws/policy/context.ts";
import { readPolicy } from "#lib/sandbox/aws/policy/document.ts";
import { decideAssumeRole } from "#lib/sandbox/aws/policy/trust-decision.ts";

import { allow, integrationRole, policy, targetRole } from "./role-fixture.ts";
import { accountId, integrationRoleArn, statement } from "./wild-policy.ts";

// The analysis predicts, the sandbox decides: two evaluators that share no code are held against each other.

const hubId = "AROAEXAMPLEHUB0000001";
const sessionArn = `arn:aws:sts::${accountId}:assumed-role/teleport-integration/bob`;

interface Call {
  externalId: string | null;
  sourceIp: string;
  organization: string | null;
  mfa: string | null;
}

const call: fc.Arbitrary<Call> = fc.record({
  externalId: fc.constantFrom(null, "abc", "xyz"),
  sourceIp: fc.constantFrom("203.0.113.9", "10.0.0.1"),
  organization: fc.constantFrom(null, "abc", "o-other"),
  mfa: fc.constantFrom(null, "false"),
});

const tags: fc.Arbitrary<Tag[]> = fc.constantFrom<Tag[]>(
  [],
  [{ key: "teleport.dev/integration", value: "true" }],
  [{ key: "Teleport.dev/Integration", value: "True" }],
  [
    { key: "stage", value: "prod" },
    { key: "teleport.dev/integration", value: "true" },
  ],
);

const condition = fc.constantFrom<object | undefined>(
  undefined,
  undefined,
  { StringEquals: { "iam:ResourceTag/teleport.dev/integration": "true" } },
  { StringNotEquals: { "aws:ResourceTag/Stage": "prod" } },
  { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { StringLike: { "sts:RoleSessionName": "b*" } },
  { StringEqualsIfExists: { "sts:ExternalId": "abc" } },
  { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/teleport-*` } },
  { StringEquals: { "aws:PrincipalTag/team": "${aws:ResourceTag/stage}" } },
);

const identityStatement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
    Action: fc.constantFrom<string | string[]>(
      "sts:AssumeRole",
      "sts:*",
      "*",
      ["s3:*", "STS:assume*"],
      "s3:*",
    ),
    Resource: fc.constantFrom<string | string[]>(
      "*",
      "*",
      `arn:aws:iam::${accountId}:role/*`,
      `arn:aws:iam::*:role/Auditor`,
      ["arn:aws:iam::*:role/other", "arn:aws:s3:::*"],
      "arn:aws:iam::${aws:PrincipalAccount}:role/*",
    ),
    isNotAction: fc.constantFrom(false, false, false, true),
    isNotResource: fc.constantFrom(false, false, false, true),
    Condition: condition,
  })
  .map((made) => ({
    Effect: made.Effect,
    [made.isNotAction ? "NotAction" : "Action"]: made.Action,
    [made.isNotResource ? "NotResource" : "Resource"]: made.Resource,
    ...(made.Condition && { Condition: made.Condition }),
  }));

/** What IAM would store: the sandbox's evaluator expects documents that passed its grammar. */
const trustDocument = fc
  .record({
    version: fc.constantFrom("2012-10-17", "2008-10-17"),
    statements: fc.array(
      statement.filter((made) => !Object.hasOwn(made as object, "NotPrincipal")),
      { maxLength: 3 },
    ),
    // Without one of these most accounts would trust nobody.
    plain: fc.constantFrom(integrationRoleArn, integrationRoleArn, accountId, accountId, "999999999999", "*"),
  })
  .map(({ version, statements, plain }) =>
    JSON.stringify({ Version: version, Statement: [...statements, allow({ AWS: plain })] }),
  );

const account = fc.record({
  trustPolicy: trustDocument,
  tags,
  hubTags: fc.constantFrom<Tag[]>([], [{ key: "Team", value: "prod" }]),
  inline: fc.array(identityStatement, { maxLength: 3 }),
  attached: fc.array(identityStatement, { maxLength: 2 }),
  boundary: fc.option(fc.array(identityStatement, { minLength: 1, maxLength: 2 }), { nil: null, freq: 2 }),
  sameAccount: fc.constantFrom(true, true, true, false),
  call,
});

type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;

function predict(made: Account, accepted: readonly string[] = []): RoleVerdict {
  const home = made.sameAccount ? accountId : "555555555555";
  const role = targetRole({ trustPolicy: made.trustPolicy, tags: made.tags, accountId: home });
  const question: RoleQuestion = {
    role: { ...role, arn: role.arn.replace(accountId, home) },
    integrationRole: integrationRole({
      tags: made.hubTags,
      inlinePolicies: [{ name: "inline", document: policy(...made.inline) }],
      attachedPolicies: [
        { name: "attached", arn: "arn:aws:iam::1:policy/attached", document: policy(...made.attached) },
      ],
      boundary: made.boundary && {
        arn: "arn:aws:iam::1:policy/boundary",
        document: policy(...made.boundary),
      },
    }),
    livePrincipalIds: [],
    userIdsKnown: true,
    externalId: made.call.externalId,
    acceptedConditions: accepted,
    sameAccount: made.sameAccount,
  };
  return judgeRole(question);
}

function tagEntries(prefix: string, list: readonly Tag[]) {
  return list.map(({ key, value }) => [`${prefix}/${key}`, value] as const);
}

/** IAM stores the role's id in place of its ARN. */
function asStored(trustPolicy: string): string {
  const stored = (value: unknown): unknown =>
    value === integrationRoleArn ? hubId : Array.isArray(value) ? value.map(stored) : value;
  const document = JSON.parse(trustPolicy) as { Statement: { Principal: unknown }[] };
  const Statement = document.Statement.map((entry) => {
    const { Principal } = entry;
    return typeof Principal === "object" && Principal !== null && "AWS" in Principal
      ? { ...entry, Principal: { ...Principal, AWS: stored(Principal.AWS) } }
      : entry;
  });
  return JSON.stringify({ ...document, Statement });
}

function decide(made: Account): boolean {
  const home = made.sameAccount ? accountId : "555555555555";
  const context = contextOf([
    ["aws:PrincipalArn", integrationRoleArn],
    ["aws:PrincipalAccount", accountId],
    ["aws:PrincipalType", "AssumedRole"],
    ["aws:PrincipalOrgID", made.call.organization],
    ["aws:MultiFactorAuthPresent", made.call.mfa],
    ["aws:SourceIp", made.call.sourceIp],
    ["sts:ExternalId", made.call.externalId],
    ["sts:RoleSessionName", "bob"],
    ...tagEntries("aws:PrincipalTag", made.hubTags),
    ...tagEntries("aws:ResourceTag", made.tags),
    ...tagEntries("iam:ResourceTag", made.tags),
  ]);
  const caller: Caller = {
    accountId,
    arn: sessionArn,
    userId: `${hubId}:bob`,
    principalArn: integrationRoleArn,
    principalId: hubId,
    isSession: true,
    identityPolicies: [
      readPolicy(policy(...made.inline), "inline"),
      readPolicy(policy(...made.attached), "attached"),
    ],
    boundary: made.boundary && readPolicy(policy(...made.boundary), "boundary"),
    sessionPolicies: [],
    context,
  };
  const request = { action: "sts:AssumeRole", resource: `arn:aws:iam::${home}:role/Auditor`, context };
  return decideAssumeRole(readPolicy(asStored(made.trustPolicy), "trust"), home, caller, request).allowed;
}

describe("what the lights say before, the sandbox does", () => {
  const runs = { numRuns: 800 };

  it("a role that fails is refused, one that is ready is let in", () => {
    fc.assert(
      fc.property(account, (made) => {
        const { state } = predict(made);
        const allowed = decide(made);
        const expected = {
          fails: false,
          ready: true,
          "ready-not-per-guide": true,
          "ready-if": allowed,
          unknown: allowed,
        };
        expect(allowed).toBe(expected[state]);
      }),
      runs,
    );
  });

  it("a trust policy that denies or does not allow lets nobody in", () => {
    fc.assert(
      fc.property(account, (made) => {
        const { verdict, trustedSessions } = evaluateTrust({
          integrationRoleArn,
          integrationRoleId: hubId,
          trustPolicy: made.trustPolicy,
          livePrincipalIds: [],
          externalId: made.call.externalId,
        });
        const isClosed = verdict === "denied" || (verdict === "not-allowed" && trustedSessions.length === 0);
        expect(isClosed && decide(made)).toBe(false);
      }),
      runs,
    );
  });
});
