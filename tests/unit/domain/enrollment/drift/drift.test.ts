import { expect, test } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { driftOf } from "#lib/domain/enrollment/drift/drift.ts";
import type { Observation, Observed } from "#lib/domain/enrollment/observation.ts";
import { recordOf } from "#lib/domain/enrollment/record/written.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { couldBeSeen } from "#lib/enrollment/could-be-seen.ts";
import { awsRole, integrationRole, roleScan, targetTag } from "../../../../support/observation/aws.ts";
import { integrationRoleArn } from "../../../../support/observation/names.ts";
import { enrolled } from "../../../../support/observation/observation.ts";
import { runOfChanges } from "../../../../support/observation/runs.ts";

const target = awsRole("Reader");
const tagged = (arn: string) =>
  changeOf("aws/role-tag", `${arn}#${targetTag.key}`, { before: null, after: targetTag, why: "A test." });
const given = changeOf("teleport/user-access", "alice", {
  before: { roles: [], roleArns: [] },
  after: { roles: ["aws_access_Reader"], roleArns: [] },
  why: "A test.",
});

const writtenAt = Date.parse("2026-11-20T10:00:00.000Z");

function seenAt<T>(value: T, seconds: number): Observed<T> {
  return { ok: true, value, at: new Date(writtenAt + seconds * 1_000).toISOString() };
}

/** Nothing of what was written is there; each part was read so many seconds after the write. */
function seen({ scan = 0, integrationRole: own = 0, users = 0 }): Observation {
  return enrolled([], {
    scan: seenAt(roleScan([target]), scan),
    integrationRole: seenAt(integrationRole({ tags: [] }), own),
    users: seenAt([], users),
  });
}

function countOf(o: Observation, change: AnyChange): number {
  const at = new Date(writtenAt).toISOString();
  return driftOf(o, recordOf([runOfChanges([change], { at })]), { couldBeSeen }).length;
}

test.each([
  ["long before the write", -600, 0],
  ["just before the write", -1, 0],
  ["within the seconds that a reading takes", 30, 0],
  ["well after the write", 90, 1],
])("a part that was read %s", (_when, seconds, count) => {
  expect(countOf(seen({ scan: seconds }), tagged(target.arn))).toBe(count);
});

test("each resource goes by the time of the part that it stands in", () => {
  const late = 600;
  expect(countOf(seen({ scan: late }), tagged(integrationRoleArn))).toBe(0);
  expect(countOf(seen({ integrationRole: late }), tagged(integrationRoleArn))).toBe(1);
  expect(countOf(seen({ scan: late }), given)).toBe(0);
  expect(countOf(seen({ users: late }), given)).toBe(1);
});
