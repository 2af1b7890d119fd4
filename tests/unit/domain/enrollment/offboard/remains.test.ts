import { expect, test } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { remainsOf } from "#lib/domain/enrollment/offboard/remains.ts";
import { recordOf } from "#lib/domain/enrollment/record/written.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { document, targetTag, trustsEc2, trustsRole } from "../../../../support/observation/aws.ts";
import { integrationName, integrationRoleArn } from "../../../../support/observation/names.ts";
import { runOfChanges } from "../../../../support/observation/runs.ts";

const arn = "arn:aws:iam::123456789012:role/Reader";
const trust = changeOf("aws/role-trust", arn, {
  before: { document: document(trustsEc2) },
  after: { document: document(trustsEc2, { Sid: "Ours", ...trustsRole(integrationRoleArn) }) },
  why: "",
});
const tag = changeOf("aws/role-tag", `${arn}#${targetTag.key}`, { before: null, after: targetTag, why: "" });
const grant = changeOf("teleport/user-access", "alice", {
  before: { roles: [], roleArns: [] },
  after: { roles: ["aws_access_Reader"], roleArns: [] },
  why: "",
});
const given = [trust, tag, grant];
const takenBack = given.map(
  (change) =>
    ({ ...change, key: `${change.key}-back`, before: change.after, after: change.before }) as AnyChange,
);
const remains = (changes: readonly AnyChange[], integration = integrationName) =>
  remainsOf(recordOf([runOfChanges(changes, { integration })]), integrationName);

test("what was written and not taken back is left, in the order in which it would go", () => {
  expect(remains(given)).toEqual([
    { kind: "teleport/user-access", ids: ["alice"] },
    { kind: "aws/role-tag", ids: [`${arn}#${targetTag.key}`] },
    { kind: "aws/role-trust", ids: [arn] },
  ]);
});

test("nothing is left of what was taken back, or of what another enrollment wrote last", () => {
  expect(remains([...given, ...takenBack])).toEqual([]);
  expect(remains(given, "another")).toEqual([]);
});

test("what an access role keeps without our label is still there", () => {
  const role = { version: "v8", labels: { label: integrationName }, appLabels: {}, awsRoleArns: [arn] };
  const made = changeOf("teleport/access-role", "aws_access_Reader", { before: null, after: role, why: "" });
  const released = { ...made, key: "released", before: role, after: { ...role, labels: {} } };
  expect(remains([made, released])).toEqual([{ kind: "teleport/access-role", ids: ["aws_access_Reader"] }]);
});
