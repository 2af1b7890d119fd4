import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  TagRoleCommand,
  UntagRoleCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { byAdoption, driftOf, type Drift } from "#lib/domain/enrollment/drift/drift.ts";
import { planPersonRemoval, planTrustRemoval } from "#lib/domain/enrollment/offboard/parts.ts";
import { couldBeSeen } from "#lib/enrollment/could-be-seen.ts";
import { writtenRecord } from "#lib/enrollment/written-record.ts";
import { iamOf } from "../../support/enrollment/dump.ts";
import {
  accountId,
  begin,
  enroll,
  inputsFor,
  integrationRoleArn,
  name,
  targets,
} from "../../support/enrollment/production.ts";
import { applyRemoval, removalAt } from "../../support/enrollment/removal.ts";
import { admin, applyStep, observeAt, outcomes, runOf } from "../../support/enrollment/steps.ts";
import { addStatement, editTrust, readTrust } from "../../support/enrollment/stranger.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

const [developer, mobile, billing] = targets;
const key = ({ kind, id }: Drift) => `${kind}:${id}`;

let world: World;
let iam: IAMClient;
beforeAll(async () => {
  world = await openWorld();
  await begin(world.core);
  for (const step of Object.values(await enroll(world.core, { users: ["alice"], traitUsers: ["erin"] })))
    runOf(step);
  iam = await iamOf(world.sandbox, accountId);
});
afterAll(async () => {
  iam.destroy();
  await world.close();
});

async function deleteRole(RoleName: string): Promise<void> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of AttachedPolicies)
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

/** Looks minutes after the last write of the app. */
async function moved(): Promise<readonly Drift[]> {
  const { core, clock } = world;
  clock.advance(120_000);
  const o = await observeAt(core, name);
  const accepted = await core.journal.adopted(name);
  return byAdoption(driftOf(o, await writtenRecord(core, accountId), { couldBeSeen }), accepted).open;
}

test("right after enrolling nothing has moved, nor when others add beside our part", async () => {
  expect(await moved()).toEqual([]);
  await addStatement(iam, "Developer", "Partner");
  await iam.send(new TagRoleCommand({ RoleName: "Developer", Tags: [{ Key: "team", Value: "x" }] }));
  const { control } = world;
  await control.teleport("PUT", "users", {
    name: "alice",
    roles: ["developer", "aws_access_Developer", "aws_access_MobileRelease", "aws_access_BillingAnalyst"],
  });
  expect(await moved()).toEqual([]);
});

test("what strangers change or remove of our part is named, with both sides and the write that it differs from", async () => {
  await editTrust(iam, "Developer", (statements) =>
    statements.map((one) =>
      one.Sid?.startsWith("TeleportIntegration")
        ? { ...one, Condition: { Bool: { "aws:SecureTransport": "true" } } }
        : one,
    ),
  );
  await editTrust(iam, "MobileRelease", (statements) =>
    statements.filter(({ Sid }) => !Sid?.startsWith("TeleportIntegration")),
  );
  await iam.send(new UntagRoleCommand({ RoleName: "Developer", TagKeys: ["teleport.dev/integration"] }));
  await iam.send(
    new DeleteRolePolicyCommand({ RoleName: "teleport-integration", PolicyName: "AWSAppAccess" }),
  );
  await deleteRole("BillingAnalyst");
  await world.control.teleport("PUT", "users", {
    name: "alice",
    roles: ["developer", "aws_access_Developer"],
  });

  const found = await moved();
  expect(found.map(key).toSorted()).toEqual(
    expect.arrayContaining([
      `aws/inline-policy:${integrationRoleArn}#AWSAppAccess`,
      `aws/role-tag:${developer}#teleport.dev/integration`,
      `aws/role-trust:${developer}`,
      `aws/role-trust:${mobile}`,
      "teleport/user-access:alice",
    ]),
  );
  const by = new Map(found.map((drift) => [key(drift), drift]));
  expect(by.get(`aws/role-trust:${developer}`)).toMatchObject({ step: "trust", by: admin });
  expect(JSON.stringify(by.get(`aws/role-trust:${developer}`)?.found)).toContain("SecureTransport");
  // Partner's statement is none of our business, on neither side.
  expect(JSON.stringify(by.get(`aws/role-trust:${developer}`))).not.toContain("Partner");
  expect(by.get(`aws/role-trust:${mobile}`)?.found).toBeNull();
  expect(by.get("teleport/user-access:alice")).toMatchObject({
    written: { roles: expect.arrayContaining(["aws_access_MobileRelease"]) },
    found: { roles: ["aws_access_Developer"] },
  });
  expect(by.get(`aws/role-trust:${billing}`)).toMatchObject({
    found: null,
    words: "Somebody deleted the role.",
  });
});

test("what is accepted is quiet until that is withdrawn or it moves again; what is planned again is as written", async () => {
  const before = await moved();
  const policy = before.find(({ kind }) => kind === "aws/inline-policy");
  const said = { integration: name, resource: policy?.fingerprint ?? "" };
  const others = before.map(key).filter((one) => one !== key(policy!));
  await world.core.journal.append({ type: "adopted", ...said, by: admin });
  expect((await moved()).map(key)).toEqual(others);
  await world.core.journal.append({ type: "adoption-withdrawn", ...said, by: "somebody else" });
  expect((await moved()).map(key)).toEqual(before.map(key));
  await world.core.journal.append({ type: "adopted", ...said, by: admin });
  expect((await moved()).map(key)).toEqual(others);

  const again = runOf(await applyStep(world.core, name, "permissions", {}));
  expect(outcomes(again)).toEqual(["verified"]);
  await iam.send(
    new DeleteRolePolicyCommand({ RoleName: "teleport-integration", PolicyName: "AWSAppAccess" }),
  );
  expect((await moved()).map(key)).toContain(key(policy!));

  runOf(await applyStep(world.core, name, "trust", { ...inputsFor().trust, roleArns: [mobile] }));
  expect((await moved()).map(key)).not.toContain(`aws/role-trust:${mobile}`);
});

test("access that was taken away here and that somebody gives back is told, until it is taken away again", async () => {
  const { core, control } = world;
  const kept = await readTrust(iam, "MobileRelease");
  const closing = planTrustRemoval(await removalAt(core, name), [mobile]);
  expect(new Set(outcomes(await applyRemoval(core, closing)))).toEqual(new Set(["verified"]));
  const person = planPersonRemoval(await removalAt(core, name), "alice");
  expect(outcomes(await applyRemoval(core, person))).toEqual(["verified"]);
  expect((await moved()).filter(({ isBack }) => isBack)).toEqual([]);

  await editTrust(iam, "MobileRelease", () => kept.Statement);
  await control.teleport("PUT", "users", { name: "alice", roles: ["developer", "aws_access_Developer"] });
  const back = (await moved()).filter(({ isBack }) => isBack);
  expect(back.map(key).toSorted()).toEqual([`aws/role-trust:${mobile}`, "teleport/user-access:alice"]);
  expect(JSON.stringify(back.map(({ found }) => found))).toContain("TeleportIntegration");

  await applyRemoval(core, planTrustRemoval(await removalAt(core, name), [mobile]));
  const left = (await moved()).filter(({ isBack }) => isBack);
  expect(left.map(key)).toEqual(["teleport/user-access:alice"]);
});
