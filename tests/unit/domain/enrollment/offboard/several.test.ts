import { describe, expect, test } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { offboardChoices } from "#lib/domain/enrollment/offboard/choices.ts";
import { planTrustRemoval } from "#lib/domain/enrollment/offboard/parts.ts";
import { recordOf } from "#lib/domain/enrollment/record/written.ts";
import { roleArnsTrait } from "#lib/domain/teleport/user.ts";
import { awsRole, document, trustsEc2 } from "../../../../support/observation/aws.ts";
import { accountId } from "../../../../support/observation/names.ts";
import { enrolled, seen } from "../../../../support/observation/observation.ts";
import {
  offboard,
  own,
  role,
  roleChange,
  tagChange,
  target,
} from "../../../../support/observation/removal.ts";
import { runOfChanges } from "../../../../support/observation/runs.ts";
import { appServer, integration, teleportUser } from "../../../../support/observation/teleport.ts";

describe("two integrations with the same integration role", () => {
  const twin = integration({ name: "acme-twin" });
  const alice = teleportUser("alice", { roles: [role.name] });
  const app = appServer({ name: "acme-twin", integration: "acme-twin" });
  const o = enrolled([target], {
    integrations: seen([integration(), twin]),
    apps: seen([app]),
    roles: seen([role]),
    users: seen([alice]),
  });
  const all = ["app", "integration", "role", "provider"];

  test("leave trust, tag, role, policy and provider to the one that stays; what is its own goes", () => {
    const { plan, keys, removal } = offboard(o, [tagChange], all);
    expect(keys).toEqual([roleChange.key, `teleport/integration:${o.integrationName}`]);
    expect(plan.stays).toContainEqual({
      what: "Statement and tag of Target stay.",
      why: expect.stringContaining("acme-twin"),
    });
    expect(plan.leftOut).toEqual([]);
    expect(offboardChoices(removal).map(({ id }) => id)).toContain("shared-role");
  });

  test("are closed together only when that is chosen, and the plan tells who loses what by the other", () => {
    const record = recordOf([runOfChanges([tagChange])]);
    const kept = planTrustRemoval({ o, record, choices: new Set() }, [target.arn]);
    expect(kept).toMatchObject({ kind: "nothing", stays: [{ what: "Statement and tag of Target stay." }] });
    const closed = planTrustRemoval({ o, record, choices: new Set(["shared-role"]) }, [target.arn]);
    expect(closed).toMatchObject({
      kind: "draft",
      draft: {
        changes: [{ key: `aws/role-trust:${target.arn}` }, { key: tagChange.key }],
        losses: [{ user: "alice", roleArns: [target.arn] }],
      },
    });
  });

  test("keep an ARN in a person's trait, by which the other one opens the role too", () => {
    const put = changeOf("teleport/user-access", "alice", {
      before: { roles: [], roleArns: [] },
      after: { roles: [], roleArns: [target.arn] },
      why: "",
    });
    const traited = {
      ...o,
      users: seen([teleportUser("alice", { traits: { [roleArnsTrait]: [target.arn] } })]),
    };
    expect(offboard(traited, [put]).keys).not.toContain(put.key);
  });
});

describe("several roles at once", () => {
  const other = awsRole("Other", { trustPolicy: document(trustsEc2, own) });
  const removal = { o: enrolled([target, other]), record: recordOf([]), choices: new Set<string>() };

  test("are closed by one plan, and one that is gone by then is named beside it", () => {
    const gone = `arn:aws:iam::${accountId}:role/Gone`;
    const plan = planTrustRemoval(removal, [target.arn, gone, other.arn]);
    expect(plan).toMatchObject({
      kind: "draft",
      draft: { changes: [{ resource: { id: target.arn } }, { resource: { id: other.arn } }] },
      leftOut: [{ what: "The account has no such role.", evidence: gone }],
    });
    expect(planTrustRemoval(removal, [gone])).toMatchObject({ kind: "refused" });
  });
});
