import { describe, expect, it } from "vitest";

import { patchTrust } from "#lib/domain/aws/trust/patch.ts";

import { accountId, allow, deny, integrationRoleArn, trust } from "./role-fixture.ts";

const dead = "AROAEXAMPLEDELETED0001";
const Sid = "TeleportIntegration038a967f";
const ours = { Sid, ...allow({ AWS: integrationRoleArn }) };
const ec2 = allow({ Service: "ec2.amazonaws.com" });

function patch(trustPolicy: string, change: Partial<Parameters<typeof patchTrust>[0]> = {}) {
  return patchTrust({
    integrationRoleArn,
    trustPolicy,
    livePrincipalIds: [],
    externalId: null,
    sizeQuota: 2048,
    ...change,
  });
}

const kindOf = (trustPolicy: string) => {
  const made = patch(trustPolicy);
  return made.kind === "blocked" ? made.reason : made.kind;
};
const statementsOf = (text: string | undefined): unknown =>
  (JSON.parse(text ?? "{}") as { Statement?: unknown }).Statement;

describe("a statement under our Sid is ours", () => {
  it.each([
    ["if it names a role that was deleted", { ...ours, Principal: { AWS: dead } }, "replace"],
    [
      "if it names both, the deleted and the new role",
      { ...ours, Principal: { AWS: [dead, integrationRoleArn] }, Action: "sts:TagSession" },
      "replace",
    ],
    ["if its action was changed", { ...ours, Action: "sts:TagSession" }, "replace"],
    [
      "unless it lets others in",
      { ...ours, Principal: { AWS: [integrationRoleArn, accountId] }, Action: "sts:TagSession" },
      "sid-taken",
    ],
    [
      "unless it lets a service in",
      { ...ours, Principal: { AWS: integrationRoleArn, Service: "x" }, Action: "sts:TagSession" },
      "sid-taken",
    ],
    [
      "unless it denies",
      { ...deny({ AWS: integrationRoleArn }, { Condition: { Null: { "aws:username": "false" } } }), Sid },
      "sid-taken",
    ],
    [
      "unless it names all but us",
      { Sid, Effect: "Allow", NotPrincipal: { AWS: integrationRoleArn }, Action: "sts:AssumeRole" },
      "sid-taken",
    ],
  ])("%s", (_name, statement, kind) => {
    expect(kindOf(trust(ec2, statement))).toBe(kind);
  });

  it("unless it names another role that lives", () => {
    const made = patch(trust({ ...ours, Principal: { AWS: dead } }), { livePrincipalIds: [dead] });
    expect(made).toMatchObject({ kind: "blocked", reason: "sid-taken" });
  });

  it("unless there are two", () => {
    expect(kindOf(trust({ ...ours, Principal: { AWS: dead } }, { ...ours, Principal: { AWS: dead } }))).toBe(
      "sid-taken",
    );
  });

  it("and stays alone where it stood alone", () => {
    const policy = JSON.stringify({ Statement: { ...ours, Principal: { AWS: dead } } });
    const made = patch(policy);
    expect(made.kind === "replace" && JSON.parse(made.patched)).toEqual({ Statement: ours });
  });
});

describe("a dead principal", () => {
  it("blocks, with the document without it to take by hand", () => {
    const made = patch(
      trust(
        ec2,
        allow({ AWS: [dead, "999999999999"] }),
        allow({ AWS: dead }),
        allow({ AWS: dead, Service: "x" }),
      ),
    );
    expect(made).toMatchObject({
      kind: "blocked",
      reason: "dead-principal",
      words: expect.stringContaining(dead),
    });
    expect(statementsOf(made.kind === "blocked" ? made.mended : "")).toEqual([
      ec2,
      allow({ AWS: ["999999999999"] }),
      allow({ Service: "x" }),
    ]);
  });

  it("that was alone leaves ours: IAM takes no policy without a statement", () => {
    const made = patch(trust(allow({ AWS: dead })));
    expect(statementsOf(made.kind === "blocked" ? made.mended : "")).toEqual([ours]);
  });

  it("in a NotPrincipal is not mended by us: leaving it out would deny the living", () => {
    const made = patch(trust(ec2, { Effect: "Deny", NotPrincipal: { AWS: dead }, Action: "sts:AssumeRole" }));
    expect(made).toMatchObject({ kind: "blocked", reason: "dead-principal" });
    expect(made).not.toHaveProperty("mended");
  });

  it("does not matter where nothing has to be written", () => {
    expect(kindOf(trust(allow({ AWS: dead }), ours))).toBe("none");
  });
});

describe("the quota", () => {
  const policy = trust(ec2);

  it("is kept to the last character, white space aside", () => {
    const free = patch(policy);
    const size = free.kind === "append" ? free.sizeAfter : 0;
    expect(size).toBe(JSON.stringify(JSON.parse(free.kind === "append" ? free.patched : "")).length);
    expect(patch(policy, { sizeQuota: size }).kind).toBe("append");
    expect(patch(policy, { sizeQuota: size - 1 })).toMatchObject({
      kind: "blocked",
      reason: "too-long",
      words: expect.stringContaining(`${size} characters; this account allows ${size - 1}`),
    });
  });

  it("does not matter where nothing has to be written", () => {
    expect(patch(trust(ours), { sizeQuota: 10 }).kind).toBe("none");
  });
});

it("never carries a condition, whatever Teleport sends", () => {
  const made = patch(trust(ec2), { externalId: "abc" });
  expect(made.kind === "append" && made.statement).toEqual(ours);
});

it("warns of what is wide already and of what it would widen", () => {
  const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
  const made = patch(trust(allow({ AWS: "*" }, mfa)));
  expect(made.kind === "append" && made.warnings.map(({ code }) => code)).toEqual([
    "widens-conditional-grant",
    "trusts-everyone",
  ]);
});

it("widens nothing where the conditional grant is for somebody else", () => {
  const others = [
    { StringEquals: { "aws:PrincipalAccount": "999999999999" } },
    { StringEquals: { "aws:username": "alice" }, Bool: { "aws:MultiFactorAuthPresent": "true" } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/other" }, StringEquals: { "sts:ExternalId": "x" } },
  ];
  for (const Condition of others) {
    const made = patch(trust(allow({ AWS: accountId }, { Condition })));
    expect(made).toMatchObject({ kind: "append", warnings: [] });
  }
});
