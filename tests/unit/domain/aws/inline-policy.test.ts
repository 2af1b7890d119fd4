import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { evaluateAppAccess } from "#lib/domain/aws/app-access.ts";
import {
  appAccessDocument,
  appAccessStatement,
  inlinePolicyQuota,
  patchAppAccess,
  removeAppAccessStatement,
} from "#lib/domain/aws/inline-policy.ts";
import { policySize, readPolicyDocument, samePolicy } from "#lib/domain/aws/policy-document.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";

import { accountId, integrationRole, policy } from "./role-fixture.ts";
import { document } from "./wild-policy.ts";

const s3 = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const assume = { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" };
const denyAssume = { ...assume, Effect: "Deny" };

it("the guide's document is the guide's", () => {
  expect(JSON.parse(appAccessDocument)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "*",
        Condition: { StringEquals: { "iam:ResourceTag/teleport.dev/integration": "true" } },
      },
    ],
  });
});

describe("granting app access", () => {
  it("creates the guide's policy where there is none", () => {
    expect(patchAppAccess(null)).toEqual({
      kind: "create",
      document: appAccessDocument,
      sizeAfter: policySize(appAccessDocument),
    });
  });

  it("needs nothing where the statement is there under any Sid and in any form", () => {
    const teleports = policy({ ...appAccessStatement, Sid: "AssumeTaggedRole", Action: ["STS:AssumeRole"] });
    expect(patchAppAccess(teleports)).toMatchObject({ kind: "none", document: teleports });
  });

  it("extends somebody else's policy by one statement", () => {
    const made = patchAppAccess(policy(s3));
    expect(made).toMatchObject({ kind: "append" });
    expect(JSON.parse(made.kind === "append" ? made.document : "")).toEqual({
      Version: "2012-10-17",
      Statement: [s3, appAccessStatement],
    });
  });

  it("is blocked by a policy that can't be read, and by the quota that all inline policies share", () => {
    expect(patchAppAccess("{")).toMatchObject({ kind: "blocked", reason: "unreadable" });
    const room = inlinePolicyQuota - policySize(appAccessDocument);
    expect(patchAppAccess(null, room).kind).toBe("create");
    expect(patchAppAccess(null, room + 1)).toMatchObject({ kind: "blocked", reason: "too-long" });
  });

  it("keeps every other statement of any policy, and is taken back without a trace", () => {
    fc.assert(
      fc.property(document, (before) => {
        const made = patchAppAccess(before);
        const after = made.kind === "append" ? made.document : "";
        const removal = removeAppAccessStatement(after);
        const raw = (text: string): unknown[] => {
          const reading = readPolicyDocument(text);
          return reading.ok ? reading.statements.map((statement) => JSON.stringify(statement.raw)) : [];
        };
        expect(raw(after)).toEqual([...raw(before), JSON.stringify(appAccessStatement)]);
        expect(patchAppAccess(after).kind).toBe("none");
        expect(removal.kind === "removed" && samePolicy(removal.document, before)).toBe(true);
      }),
    );
  });
});

describe("taking app access back", () => {
  it.each([
    ["delete-policy", appAccessDocument],
    ["delete-policy", policy({ ...appAccessStatement, Sid: "AssumeTaggedRole" })],
    ["absent", policy(s3, assume)],
    ["conflict", "{"],
  ])("%s", (kind, text) => {
    expect(removeAppAccessStatement(text).kind).toBe(kind);
  });
});

describe("app access of the integration role", () => {
  const judge = (change: Partial<AwsRole>) => evaluateAppAccess(integrationRole(change));
  const inline = (...statements: object[]) => ({
    inlinePolicies: [{ name: "Mine", document: policy(...statements) }],
  });
  const attached = (document: string | null) => ({
    attachedPolicies: [{ name: "Hub", arn: `arn:aws:iam::${accountId}:policy/Hub`, document }],
  });

  it("is granted by the guide's policy", () => {
    expect(judge({})).toEqual({
      granted: "yes",
      by: "AWSAppAccess",
      exact: true,
      denies: "none",
      boundaryAllows: "yes",
      words: "The policy AWSAppAccess holds the guide’s statement.",
    });
  });

  it("is granted by an attached policy with the guide's statement", () => {
    expect(judge({ inlinePolicies: [], ...attached(appAccessDocument) })).toMatchObject({
      granted: "yes",
      by: "Hub",
      exact: true,
    });
  });

  it.each<[string, object[], string, boolean]>([
    ["nothing", [], "no", false],
    ["another service", [s3], "no", false],
    ["every role", [assume], "yes", false],
    [
      "every role of the account",
      [{ ...assume, Resource: `arn:aws:iam::${accountId}:role/*` }],
      "yes",
      false,
    ],
    ["some roles", [{ ...assume, Resource: `arn:aws:iam::${accountId}:role/team-*` }], "no", false],
    [
      "roles with names of one length",
      [{ ...assume, Resource: `arn:aws:iam::${accountId}:role/${"?".repeat(20)}` }],
      "no",
      false,
    ],
    [
      "all but certain roles",
      [{ ...assume, Resource: undefined, NotResource: "arn:aws:iam::*:role/team-*" }],
      "no",
      false,
    ],
    ["all but buckets", [{ ...assume, Resource: undefined, NotResource: "arn:aws:s3:::*" }], "yes", false],
    ["roles of another account", [{ ...assume, Resource: "arn:aws:iam::999999999999:role/*" }], "no", false],
    [
      "roles with another tag as well",
      [{ ...assume, Condition: { StringEquals: { "iam:ResourceTag/team": "x" } } }],
      "no",
      false,
    ],
    [
      "from one network",
      [{ ...assume, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }],
      "unknown",
      false,
    ],
  ])("with a policy for %s", (_name, statements, granted, exact) => {
    expect(judge(inline(...statements))).toMatchObject({ granted, exact });
  });

  it.each<[string, object, string, string]>([
    ["everything", denyAssume, "all", "no"],
    [
      "all but tagged roles",
      {
        ...denyAssume,
        Condition: { StringNotEquals: { "iam:ResourceTag/teleport.dev/integration": "true" } },
      },
      "none",
      "yes",
    ],
    ["certain roles", { ...denyAssume, Resource: "arn:aws:iam::*:role/Admin*" }, "some", "yes"],
    [
      "all but certain roles",
      { Effect: "Deny", Action: "sts:*", NotResource: "arn:aws:iam::*:role/team-*" },
      "some",
      "yes",
    ],
    [
      "roles with a tag",
      { ...denyAssume, Condition: { StringEquals: { "aws:ResourceTag/sensitive": "yes" } } },
      "some",
      "yes",
    ],
    [
      "unless from one network",
      { ...denyAssume, Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
      "some",
      "yes",
    ],
    ["another service", { Effect: "Deny", Action: "s3:*", Resource: "*" }, "none", "yes"],
    ["buckets", { Effect: "Deny", Action: "*", Resource: "arn:aws:s3:::*" }, "none", "yes"],
    ["users", { Effect: "Deny", Action: "*", Resource: "arn:aws:iam::*:user/*" }, "none", "yes"],
  ])("under a Deny of %s", (_name, statement, denies, granted) => {
    expect(judge(inline(appAccessStatement, statement))).toMatchObject({ denies, granted, exact: true });
  });

  it("stays unknown while a policy was not read", () => {
    expect(judge({ inlinePolicies: null }).granted).toBe("unknown");
    expect(judge({ attachedPolicies: null })).toMatchObject({
      granted: "unknown",
      exact: true,
      denies: "unknown",
    });
    expect(judge(attached(null))).toMatchObject({ granted: "unknown", denies: "unknown" });
  });

  it("stands under a boundary of its own", () => {
    const boundary = (document: string | null) => ({
      boundary: { arn: "arn:aws:iam::1:policy/B", document },
    });
    expect(judge(boundary(policy(s3))).boundaryAllows).toBe("no");
    expect(judge(boundary(policy(assume))).boundaryAllows).toBe("yes");
    expect(
      judge(boundary(policy({ Effect: "Allow", Action: "*", Resource: "*" }, denyAssume))).boundaryAllows,
    ).toBe("no");
    expect(judge(boundary(null)).boundaryAllows).toBe("unknown");
    expect(evaluateAppAccess({ ...integrationRole(), boundary: undefined }).boundaryAllows).toBe("unknown");
  });
});
