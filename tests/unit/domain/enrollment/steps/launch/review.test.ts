import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { accessReview } from "#lib/domain/enrollment/steps/launch/review.ts";
import { awsRole, document, targetTag, trustsRole } from "../../../../../support/observation/aws.ts";
import { accountId, at, integrationRoleArn } from "../../../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../../../support/observation/observation.ts";
import {
  accessRole,
  teleportRole,
  teleportUser,
  viaSso,
} from "../../../../../support/observation/teleport.ts";

const trusting = document(trustsRole(integrationRoleArn));
const ready = awsRole("ReadOnly", { tags: [targetTag], trustPolicy: trusting });
const untrusting = awsRole("Plain");
const spare = awsRole("Spare", { tags: [targetTag], trustPolicy: trusting });
const granted = accessRole("aws_access_ReadOnly", ready.arn);
const failing = accessRole("aws_access_Plain", untrusting.arn);
const byExpression = teleportRole("by-expression", {
  appLabelsExpression: 'contains(user.spec.traits["team"], labels["team"])',
  awsRoleArns: [spare.arn],
});

function reviewOf(over: Partial<Observation>): Record<string, string>[] {
  const review = accessReview(enrolled([ready, untrusting, spare], over));
  if (!review.ok) throw new Error(review.problem.what);
  const [heading = [], ...rows] = review.rows;
  return rows.map((row) => Object.fromEntries(row.map((cell, place) => [heading[place] ?? "", cell])));
}

const brief = (rows: readonly Record<string, string>[]) =>
  rows.map((row) => [
    row["Role ARN"],
    row["Person"],
    row["Sign-in"],
    row["Can open it"],
    row["By Teleport role"],
  ]);

describe("the review of who can open what", () => {
  const users = [
    teleportUser("alice", { roles: [granted.name, failing.name] }),
    teleportUser("carol", { roles: [granted.name], sso: viaSso }),
    teleportUser("mallory", { roles: [granted.name], locked: true }),
    teleportUser("bob"),
    teleportUser("bot-x", { isBot: true, roles: [granted.name] }),
  ];

  test("has a row for each role and person, and one for a role that nobody holds", () => {
    const rows = reviewOf({ users: seen(users), roles: seen([granted, failing]) });
    expect(brief(rows)).toEqual([
      [untrusting.arn, "alice", "local", "no", failing.name],
      [ready.arn, "alice", "local", "yes", granted.name],
      [ready.arn, "carol", "single sign-on", "yes", granted.name],
      [ready.arn, "mallory", "local", "no", granted.name],
      [spare.arn, "", "", "nobody", ""],
    ]);
  });

  test("says of each role its account, its verdict in words, the cause that decides, and when it was read", () => {
    const [first, second, , locked] = reviewOf({ users: seen(users), roles: seen([granted, failing]) });
    expect(first).toMatchObject({
      "Account ID": accountId,
      "Account name": "Acme Production",
      "Verdict (a prediction)": "fails",
      "Read at": at,
    });
    expect(first?.["Deciding cause"]).toMatch(/trust/i);
    expect(second?.["Verdict (a prediction)"]).toBe("ready");
    expect(locked?.["Deciding cause"]).toMatch(/^mallory is locked in Teleport\. /);
  });

  test("says of what can't be evaluated that it is not known, never that nobody can", () => {
    const rows = reviewOf({
      users: seen([teleportUser("alice", { roles: ["by-expression"] })]),
      roles: seen([byExpression]),
    });
    const row = rows.find((each) => each["Role ARN"] === spare.arn);
    expect(row).toMatchObject({ Person: "alice", "Can open it": "unknown" });
    expect(row?.["Deciding cause"]).toContain("label expression of the Teleport role by-expression");
  });

  test.each(["users", "roles", "apps", "scan"] as const)("is not made while %s could not be read", (part) => {
    expect(accessReview(enrolled([ready], { [part]: unread() }))).toMatchObject({
      ok: false,
      problem: { what: "It was refused." },
    });
  });
});
