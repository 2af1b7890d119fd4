import { expect, test } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { driftOf, tooFresh, type Drift } from "#lib/domain/enrollment/drift/drift.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { recordOf } from "#lib/domain/enrollment/record/written.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { roleArnsTrait } from "#lib/domain/teleport/user.ts";
import {
  awsRole,
  document,
  integrationRole,
  targetTag,
  trustsEc2,
  trustsRole,
} from "../../../../support/observation/aws.ts";
import { integrationRoleArn } from "../../../../support/observation/names.ts";
import { enrolled, seen } from "../../../../support/observation/observation.ts";
import { runOfChanges } from "../../../../support/observation/runs.ts";
import { accessRole, integration, teleportUser } from "../../../../support/observation/teleport.ts";

/* Something of ours was written, then taken away by us; what is there now was put there by somebody else. */

const own = { Sid: "TeleportIntegration038a967f", ...trustsRole(integrationRoleArn) };
const closed = document(trustsEc2);
const open = document(trustsEc2, own);
const reader = awsRole("Reader", { trustPolicy: open });
const accessRoleNow = accessRole("aws_access_Reader", reader.arn);
const roleState = {
  version: accessRoleNow.version,
  labels: accessRoleNow.labels,
  appLabels: accessRoleNow.allow.appLabels,
  awsRoleArns: accessRoleNow.allow.awsRoleArns,
};
const nothing = { roles: [], roleArns: [] };

/** Given, then taken away. */
function givenAndTaken(there: AnyChange): readonly AnyChange[] {
  return [
    there,
    { ...there, key: `${there.key}-back`, before: there.after, after: there.before } as AnyChange,
  ];
}

function driftsOf(o: Observation, changes: readonly AnyChange[]): readonly Drift[] {
  const context = { couldBeSeen: () => true };
  return driftOf(o, recordOf([runOfChanges(changes)]), context);
}

const policyId = `${integrationRoleArn}#AWSAppAccess`;
const [policy] = integrationRole().inlinePolicies ?? [];
const cases: readonly [string, AnyChange, Observation, string][] = [
  [
    "our statement in a trust policy",
    changeOf("aws/role-trust", reader.arn, {
      before: { document: closed },
      after: { document: open },
      why: "",
    }),
    enrolled([reader]),
    own.Sid,
  ],
  [
    "the statement of the inline policy",
    changeOf("aws/inline-policy", policyId, {
      before: null,
      after: { document: policy?.document ?? "" },
      why: "",
    }),
    enrolled([]),
    "sts:AssumeRole",
  ],
  [
    "the integration",
    changeOf("teleport/integration", integration().name, { before: null, after: integration(), why: "" }),
    enrolled([]),
    integrationRoleArn,
  ],
  [
    "an access role",
    changeOf("teleport/access-role", accessRoleNow.name, { before: null, after: roleState, why: "" }),
    enrolled([], { roles: seen([accessRoleNow]) }),
    reader.arn,
  ],
  [
    "a person's access role and ARN",
    changeOf("teleport/user-access", "alice", {
      before: nothing,
      after: { roles: [accessRoleNow.name], roleArns: [reader.arn] },
      why: "",
    }),
    enrolled([], {
      users: seen([
        teleportUser("alice", { roles: [accessRoleNow.name], traits: { [roleArnsTrait]: [reader.arn] } }),
      ]),
    }),
    accessRoleNow.name,
  ],
];

test.each(cases)("%s that was taken away and is there again is told", (_what, given, o, found) => {
  expect(driftsOf(o, [given]).filter(({ isBack }) => isBack)).toEqual([]);
  const [back, ...others] = driftsOf(o, givenAndTaken(given));
  expect(others).toEqual([]);
  expect(back).toMatchObject({ id: given.resource.id, isBack: true, written: null });
  expect(JSON.stringify(back?.found)).toContain(found);
  // The other statements of a document are none of ours.
  expect(JSON.stringify(back?.found)).not.toContain("ec2");
  // Given once more by this app, it is as written.
  expect(driftsOf(o, [...givenAndTaken(given), { ...given, key: "again" }])).toEqual([]);
});

test("what was taken away and stays away is none, nor is the tag, which opens nothing alone", () => {
  const [[, trust]] = cases as [(typeof cases)[number]];
  expect(driftsOf(enrolled([awsRole("Reader", { trustPolicy: closed })]), givenAndTaken(trust))).toEqual([]);
  const tag = changeOf("aws/role-tag", `${reader.arn}#${targetTag.key}`, {
    before: null,
    after: targetTag,
    why: "",
  });
  expect(driftsOf(enrolled([{ ...reader, tags: [targetTag] }]), givenAndTaken(tag))).toEqual([]);
});

test("what was written too shortly before the reading is counted, not compared", () => {
  const [[, trust]] = cases as [(typeof cases)[number]];
  const record = recordOf([runOfChanges([trust])]);
  expect(tooFresh(enrolled([reader]), record, { couldBeSeen: () => false })).toBe(1);
  expect(tooFresh(enrolled([reader]), record, { couldBeSeen: () => true })).toBe(0);
});
