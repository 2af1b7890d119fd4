import { describe, expect, test } from "vitest";
import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import { integrationState } from "#lib/domain/enrollment/steps/integration/state.ts";
import { awsIdentity, awsRole, document } from "../../../../../support/observation/aws.ts";
import { accountId, otherAccountId } from "../../../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../../../support/observation/observation.ts";

const reach = `arn:aws:iam::${accountId}:role/reach`;
const role: AwsIdentity = awsIdentity({
  accountId: otherAccountId,
  arn: `arn:aws:sts::${otherAccountId}:assumed-role/platform/app`,
  roleArn: `arn:aws:iam::${otherAccountId}:role/team/platform`,
});
const user: AwsIdentity = { ...role, arn: `arn:aws:iam::${otherAccountId}:user/app`, roleArn: null };
const asks = (operator: string, id = "0123") => ({ [operator]: { "sts:ExternalId": id } });
const lets = (aws: string, condition: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: aws },
  Action: "sts:AssumeRole",
  Condition: condition,
});

function checkOf(own: AwsIdentity | "unread", ...statements: readonly object[]) {
  const o = enrolled([awsRole("reach", { trustPolicy: document(...statements) })]);
  const state = integrationState({
    ...o,
    profile: { ...o.profile, accessRoleArn: reach, externalId: "0123" },
    ownAws: own === "unread" ? unread("aws-unreachable") : seen(own),
  });
  return { ...state.checks.find(({ id }) => id === "external-id"), status: state.status };
}

describe("a role in another account that lets the app in without the external id is warned about", () => {
  test.each<[string, AwsIdentity, string]>([
    ["by the role's name", role, `arn:aws:iam::${otherAccountId}:role/team/platform`],
    ["by the user's name", user, `arn:aws:iam::${otherAccountId}:user/app`],
    ["by the account of a role", role, `arn:aws:iam::${otherAccountId}:root`],
    ["by the account of a user", user, otherAccountId],
    ["as anybody", user, "*"],
  ])("%s", (_how, own, principal) => {
    expect(checkOf(own, lets(principal))).toMatchObject({
      verdict: "warn",
      evidence: `${reach} lets the app in without an external id.`,
      remedy: expect.stringContaining("sts:ExternalId"),
      status: "done",
    });
  });

  test("also beside a statement that asks for it, and where the condition is met by none", () => {
    const named = `arn:aws:iam::${otherAccountId}:role/team/platform`;
    expect(checkOf(role, lets(named, asks("StringEquals")), lets(named))).toMatchObject({ verdict: "warn" });
    expect(checkOf(role, lets(named, asks("StringEqualsIfExists")))).toMatchObject({ verdict: "warn" });
  });
});

describe("nothing is warned about", () => {
  const named = `arn:aws:iam::${otherAccountId}:role/team/platform`;

  test("where every way in asks for it, whatever others may do", () => {
    const other = lets("arn:aws:iam::555555555555:root");
    expect(checkOf(role, lets(named, asks("StringEquals")), other)).toMatchObject({ verdict: "ok" });
    expect(checkOf(role, lets(named, asks("StringLike", "01*")))).toMatchObject({ verdict: "ok" });
  });

  test("where the trust policy or the app's own identity was not read: said, and no light of it", () => {
    expect(checkOf("unread", lets(named))).toMatchObject({ verdict: "off", status: "done" });
    const o = enrolled([]);
    const far = { ...o, profile: { ...o.profile, accessRoleArn: reach }, ownAws: seen(role) };
    expect(integrationState(far).checks.at(-1)).toMatchObject({ id: "external-id", verdict: "off" });
  });

  test("in the account of the app's own credentials there is no such check", () => {
    expect(integrationState(enrolled([])).checks.map(({ id }) => id)).not.toContain("external-id");
  });
});
