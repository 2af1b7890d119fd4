import { expect, test } from "vitest";
import { closingPlan, offboardPlan } from "#components/gallery/fixtures/offboard.ts";
import { bulkPlan, policyPlan } from "#components/gallery/fixtures/plans.ts";
import { troubledPortal } from "#components/gallery/fixtures/portal.ts";
import { showAsOf } from "#components/gallery/fixtures/times.ts";

test("what is still valid on a screen is so for as long as the gallery runs", () => {
  const atMs = Date.now() + 24 * 3_600_000;
  showAsOf(atMs);
  const plans = [policyPlan, bulkPlan, offboardPlan, closingPlan];
  const over = plans.filter(({ expiresAt }) => Date.parse(expiresAt) <= atMs);
  expect(over.map(({ planId }) => planId)).toEqual([]);
  expect(Date.parse(troubledPortal.sessionEndsAt ?? "")).toBeGreaterThan(atMs);
});
