import { expect, test } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { isTakenAway } from "#lib/domain/enrollment/offboard/taken-away.ts";
import { targetTag } from "../../../../support/observation/aws.ts";
import { runOfChanges } from "../../../../support/observation/runs.ts";

const change = changeOf("aws/role-tag", "role#tag", { before: targetTag, after: null, why: "" });

test("an enrollment is taken away only by an offboarding that came to its end, with every change made", () => {
  const done = runOfChanges([change], { step: "offboard" });
  expect(isTakenAway(done)).toBe(true);
  expect(isTakenAway(runOfChanges([change], { step: "trust" }))).toBe(false);
  expect(isTakenAway({ ...done, status: "stopped" })).toBe(false);
  for (const status of ["failed", "conflict", "unknown", "not-started"] as const)
    expect(isTakenAway(runOfChanges([change], { step: "offboard", status }))).toBe(false);
});
