import { describe, expect, test } from "vitest";
import { planSummary } from "#lib/domain/enrollment/diff/plan-summary.ts";
import { change } from "../../../../support/observation/changes.ts";
import { document, trustsEc2, trustsRole } from "../../../../support/observation/aws.ts";

const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const tag = (name: string, before: string | null = null) =>
  change(
    "aws/role-tag",
    `${arn(name)}#teleport.dev/integration`,
    before === null ? null : { key: "teleport.dev/integration", value: before },
    { key: "teleport.dev/integration", value: "true" },
  );
const trust = (name: string, before = document(trustsEc2)) =>
  change(
    "aws/role-trust",
    arn(name),
    { document: before },
    { document: document(trustsEc2, trustsRole(arn("i"))) },
  );

describe("the summary of a plan", () => {
  test("counts roles once, however many changes each gets", () => {
    expect(planSummary([tag("A"), trust("A"), tag("B"), trust("C")])).toBe(
      "3 roles · 2 tags, 2 statements · nothing removed",
    );
  });

  test("says so when a tag's value gives way", () => {
    expect(planSummary([tag("A", "True")])).toBe("1 role · 1 tag · 1 replaced");
  });

  test("says so when a statement gives way", () => {
    const stale = document(trustsEc2, { Sid: "Stale", ...trustsRole(arn("gone")) });
    expect(planSummary([trust("A", stale)])).toBe("1 role · 1 statement · 1 replaced");
  });

  test("counts what goes", () => {
    const removed = change(
      "teleport/integration",
      "acme",
      { subKind: "aws-oidc", roleArn: arn("i"), audience: "", issuerS3Uri: "" },
      null,
    );
    expect(planSummary([removed])).toBe("1 integration · 1 removed");
  });

  test("an added role of a user takes nothing away, a missing one does", () => {
    const grants = (before: string[], after: string[]) =>
      change(
        "teleport/user-access",
        "alice",
        { roles: before, roleArns: [] },
        { roles: after, roleArns: [] },
      );
    expect(planSummary([grants(["a"], ["a", "b"])])).toBe("1 user · nothing removed");
    expect(planSummary([grants(["a"], ["b"])])).toBe("1 user · 1 replaced");
  });

  test("an empty plan is nothing to do", () => {
    expect(planSummary([])).toBe("Nothing to do");
  });
});
