import { describe, expect, test } from "vitest";
import {
  accessRoleByHand,
  accessRoleProblem,
  type AccountAccess,
} from "#lib/domain/enrollment/access-role.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { runStubbed } from "../../../support/enrollment/stubbed-shell.ts";
import { trustWrites } from "../../../support/enrollment/trust-writes.ts";

const access: AccountAccess = {
  accountId: "012345678901",
  partition: "aws",
  issuerHostAndPath: "teleport.acme.test",
  integrationRoleArn: null,
  own: { accountId: "123456789012", arn: "arn:aws:iam::123456789012:user/app", roleArn: null },
  externalId: "0123456789abcdef",
};

const partOf = (over: Partial<AccountAccess>, title: string, entered = "") =>
  accessRoleByHand({ ...access, ...over }, entered).parts.find((part) => part.title === title)?.content ?? "";

const statement = (text: string) =>
  (JSON.parse(text) as { Statement: [Record<string, unknown>] }).Statement[0];

describe("the trust of the role to reach an account", () => {
  test("lets in the app alone, with the account's external id", () => {
    expect(statement(partOf({}, "Trust policy"))).toEqual({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::123456789012:user/app" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "0123456789abcdef" } },
    });
  });

  test.each([
    ["the role behind a session", "arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:role/app"],
    ["the account, where the session's role is not known", null, "arn:aws:iam::123456789012:root"],
  ])("names %s", (_what, roleArn, principal) => {
    const own = { ...access.own, arn: "arn:aws:sts::123456789012:assumed-role/app/x", roleArn };
    expect(statement(partOf({ own }, "Trust policy"))["Principal"]).toEqual({ AWS: principal });
  });

  test.each(["aws-us-gov", "aws-cn"] as const)(
    "is right in %s, as all the other documents are",
    (partition) => {
      const own = { ...access.own, arn: `arn:${partition}:sts::123456789012:assumed-role/app/x` };
      const { parts } = accessRoleByHand({ ...access, partition, own }, "");
      const text = parts.map(({ content }) => content).join("\n");
      expect(text).toContain(`arn:${partition}:iam::123456789012:root`);
      expect(text).not.toContain("arn:aws:");
    },
  );
});

describe("the documents", () => {
  const entered = "arn:aws:iam::012345678901:role/apps/reach";

  test("follow the role that is entered, its path included", () => {
    expect(statement(partOf({}, "Policy for the app", entered))["Resource"]).toBe(entered);
    const commands = partOf({}, "Commands", entered);
    expect(commands).toContain("--role-name reach --path /apps/");
    expect(partOf({}, "IAM policy", entered)).toContain(`"Resource": "${entered}"`);
  });

  test("let the app change the trust of the roles that were asked for, and no others", () => {
    const { parts, summary } = accessRoleByHand(access, entered, {
      targetPattern: "/audit/*",
      excludeAdmin: false,
    });
    const policy = parts.find(({ title }) => title === "IAM policy")?.content ?? "";
    expect(trustWrites(policy)).toContain("arn:aws:iam::012345678901:role/audit/*");
    expect(trustWrites(policy)).not.toContain("arn:aws:iam::012345678901:role/*");
    expect(trustWrites(partOf({}, "IAM policy"))).toContain("arn:aws:iam::012345678901:role/*");
    expect(policy).not.toContain("NeverAdminRoles");
    // What the commands write is the same document.
    expect(parts.find(({ title }) => title === "Commands")?.content).toContain(policy);
    expect(partOf({}, "IAM policy")).toContain("NeverAdminRoles");
    expect(summary).toContain("power");
  });

  test.each([
    "",
    "arn:aws:iam::012345678901:us",
    "arn:aws:iam::999999999999:role/x",
    "arn:aws-cn:iam::012345678901:role/x",
  ])("are for the usual role while “%s” is no role of the account", (text) => {
    expect(statement(partOf({}, "Policy for the app", text))["Resource"]).toBe(
      "arn:aws:iam::012345678901:role/aws-access-for-teleport",
    );
  });

  const account = access.accountId;

  test("make the role where AWS says that there is none", () => {
    const { status, lines } = runStubbed(accessRoleByHand(access, entered), { account });
    expect(status).toBe(0);
    expect(lines.map((words) => words.slice(0, 2).join(" "))).toEqual([
      "iam create-role",
      "iam put-role-policy",
    ]);
  });

  test.each([
    ["a role of that name exists", { account, found: "{}" }, "The role reach exists already"],
    ["the account is another", { account: "999999999999" }, "not to 012345678901"],
    ["AWS does not say whether the role exists", { account, refused: "AccessDenied" }, "AWS did not say"],
  ])("end before anything is written where %s", (_what, answers, words) => {
    const { status, stderr, lines } = runStubbed(accessRoleByHand(access, entered), answers);
    expect([status, lines]).toEqual([1, []]);
    expect(stderr).toContain(words);
  });
});

describe("a role that does not lead to the account", () => {
  const arn = "arn:aws:iam::012345678901:role/reach";
  const refusal = (why: string): Problem => ({
    code: "aws-access-denied",
    what: `AWS refused sts:AssumeRole on ${arn}.`,
    why,
    remedy: "Allow it.",
    evidence: `sts:AssumeRole on ${arn}`,
  });
  const words = (problem: Problem) => accessRoleProblem(problem, { arn }).what;

  test("by the fault of the app's own policies says so", () => {
    expect(words(refusal("Nothing in a policy of the identity allows it."))).toContain("own credentials");
  });

  test("by the fault of its trust names what can be wrong, and where the external id is shown", () => {
    for (const why of [
      "Nothing in the trust policy of the role allows it.",
      "AWS does not say which policy refuses it.",
    ]) {
      const { what, remedy } = accessRoleProblem(refusal(why), { arn });
      expect(what).toContain("asks for another external id");
      expect(remedy).toContain("Show what to create there");
    }
  });

  test("for another reason keeps that reason", () => {
    const mismatch: Problem = { ...refusal("It was replaced."), code: "aws-account-mismatch" };
    expect(accessRoleProblem(mismatch, { arn })).toBe(mismatch);
    const other = { ...refusal("Nothing."), evidence: `iam:GetRole on ${arn}` };
    expect(accessRoleProblem(other, { arn })).toBe(other);
  });
});
