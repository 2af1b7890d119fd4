import { describe, expect, test } from "vitest";
import { appAccessDocument, appAccessPolicyName } from "#lib/domain/aws/inline-policy.ts";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { resourceId, type AnyChange } from "#lib/domain/enrollment/resource.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import {
  accountId,
  carryOut,
  createWorld,
  draftOf,
  integrationRoleArn,
  scope,
  serviceTrust,
  statuses,
  targetChanges,
  type TestProcess,
} from "../../support/engine/world.ts";

/** Odd white space and key order: what undo must give back to the letter. */
const oddlyWritten = `{ "Statement" : [ {"Action":"sts:AssumeRole",\n\t"Principal":{"Service":"ec2.amazonaws.com"}, "Effect":"Allow"} ], "Version":"2012-10-17"}`;

async function undo(process: TestProcess, runId: string) {
  const prepared = await process.engine.prepareUndo(runId);
  const { run } = await carryOut(process, prepared.draft);
  return { ...prepared, run };
}

describe("undoing a run", () => {
  test("gives back the very text that was there, and takes the tag off", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: oddlyWritten });
    const { run } = await carryOut(process, draftOf(targetChanges(aws, reader)));
    const { run: undone } = await undo(process, run.id);
    expect(statuses(undone)).toEqual(["verified", "verified"]);
    expect(aws.role(reader)).toMatchObject({ trustPolicy: oddlyWritten, tags: [] });
    expect(aws.hooks.writes.slice(2)).toEqual([`updateTrustPolicy ${reader}`, `untagRole ${reader}`]);
    expect((await process.engine.run(run.id))?.undone).toEqual({ by: undone.id, state: "whole" });
  });

  test("gives back the text read just before the write, not the one that the plan was made from", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const draft = draftOf(targetChanges(aws, reader));
    aws.edit(reader, { trustPolicy: oddlyWritten });
    const { run } = await carryOut(process, draft);
    await undo(process, run.id);
    expect(aws.role(reader).trustPolicy).toBe(oddlyWritten);
  });

  test("takes out our part alone where others changed the document since", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const { run } = await carryOut(process, draftOf(targetChanges(aws, reader)));
    const theirs = {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    };
    const now = JSON.parse(aws.role(reader).trustPolicy) as { Statement: unknown[] };
    now.Statement.push(theirs);
    aws.edit(reader, { trustPolicy: JSON.stringify(now) });
    await undo(process, run.id);
    const left = JSON.parse(aws.role(reader).trustPolicy) as { Statement: unknown[] };
    expect(left.Statement).toEqual([
      ...(JSON.parse(serviceTrust) as { Statement: unknown[] }).Statement,
      theirs,
    ]);
  });

  test("leaves alone what was already so, and what somebody took back", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const writer = aws.addRole("writer", { trustPolicy: serviceTrust });
    const draft = draftOf([...targetChanges(aws, reader), ...targetChanges(aws, writer)]);
    const tags = [{ key: "teleport.dev/integration", value: "true" }];
    aws.edit(reader, { tags });
    const { run } = await carryOut(process, draft);
    expect(statuses(run)[0]).toBe("skipped");
    aws.edit(writer, { tags: [] });
    const { draft: back, nothing } = await undo(process, run.id);
    expect(back.changes.map(({ resource }) => resource.kind)).toEqual(["aws/role-trust", "aws/role-trust"]);
    expect(nothing).toHaveLength(1);
    expect(aws.role(reader).tags).toEqual(tags);
  });

  test("a result that IAM would refuse is a conflict: shown, nothing written, the rest goes", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const writer = aws.addRole("writer", { trustPolicy: serviceTrust });
    const { run } = await carryOut(
      process,
      draftOf([...targetChanges(aws, reader), ...targetChanges(aws, writer)]),
    );
    // Only our statement is left in it: without it the policy would be empty.
    const now = JSON.parse(aws.role(reader).trustPolicy) as { Statement: unknown[] };
    const ours = JSON.stringify({ ...now, Statement: now.Statement.slice(1) });
    aws.edit(reader, { trustPolicy: ours });
    const { conflicts, draft, run: undone } = await undo(process, run.id);
    expect(conflicts.map(({ problem }) => problem.code)).toContain("undo-conflict");
    expect(aws.role(reader).trustPolicy).toBe(ours);
    expect(aws.role(writer).trustPolicy).toBe(serviceTrust);
    expect(draft.changes.some(({ resource }) => resource.id.startsWith(`${reader}#`))).toBe(false);
    expect(statuses(undone)).toEqual(["verified", "verified"]);

    expect((await process.engine.run(run.id))?.undone).toEqual({ by: undone.id, state: "in-part" });
    aws.edit(reader, { trustPolicy: JSON.stringify(now) });
    const { conflicts: none, run: rest } = await undo(process, run.id);
    expect(none).toEqual([]);
    expect(aws.role(reader)).toMatchObject({ trustPolicy: serviceTrust, tags: [] });
    expect((await process.engine.run(run.id))?.undone).toEqual({ by: rest.id, state: "whole" });
  });

  test("what was taken back and brought back stands again, and can be taken back anew", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const { run } = await carryOut(process, draftOf(targetChanges(aws, reader)));
    const { run: undone } = await undo(process, run.id);
    const { run: redone } = await undo(process, undone.id);
    expect(statuses(redone)).toEqual(["verified", "verified"]);
    expect((await process.engine.run(undone.id))?.undone?.state).toBe("whole");
    expect((await process.engine.run(run.id))?.undone).toBeNull();
    await undo(process, run.id);
    expect(aws.role(reader)).toMatchObject({ trustPolicy: serviceTrust, tags: [] });
  });

  test("a before that names a role deleted since is a conflict", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const other = aws.addRole("other", { trustPolicy: serviceTrust });
    const { roleId } = aws.role(other);
    const trustPolicy = serviceTrust.replace(`"Service":"ec2.amazonaws.com"`, `"AWS":"${roleId}"`);
    const reader = aws.addRole("reader", { trustPolicy });
    const patched = `${trustPolicy.slice(0, -2)},${JSON.stringify({ Sid: "x", Effect: "Allow", Principal: { AWS: integrationRoleArn }, Action: "sts:AssumeRole" })}]}`;
    const change = changeOf("aws/role-trust", reader, {
      before: { document: trustPolicy },
      after: { document: patched },
      why: "Trust.",
    });
    const { run } = await carryOut(process, draftOf([change]));
    aws.roles.delete(other);
    const { conflicts, draft } = await process.engine.prepareUndo(run.id);
    expect(conflicts[0]?.problem.why).toContain(roleId);
    expect(draft.changes).toEqual([]);
  });

  test("an undo can be undone", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: oddlyWritten });
    const { run } = await carryOut(process, draftOf(targetChanges(aws, reader)));
    const after = aws.role(reader).trustPolicy;
    const { run: undone } = await undo(process, run.id);
    await undo(process, undone.id);
    expect(aws.role(reader).trustPolicy).toBe(after);
    expect(aws.role(reader).tags).toHaveLength(1);
  });

  test("a run under way, or one that nobody knows, can't be undone", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const plan = await process.engine.savePlan(draftOf(targetChanges(aws, reader)), "alice");
    const { runId } = await process.engine.apply(plan.id, "alice");
    await expect(process.engine.prepareUndo(runId)).rejects.toMatchObject({ code: "lease-held" });
    await process.engine.idle();
    await expect(process.engine.prepareUndo("none")).rejects.toMatchObject({ code: "not-found" });
  });
});

/** Everything that hangs on an integration, as steps 1, 2, 4 and 5 make it. */
function enrollmentChanges(): AnyChange[] {
  const provider = changeOf("aws/oidc-provider", `arn:aws:iam::${accountId}:oidc-provider/${scope.cluster}`, {
    before: null,
    after: {
      url: `https://${scope.cluster}`,
      audiences: ["discover.teleport"],
      thumbprints: [],
      tags: [{ key: "teleport.dev/cluster", value: scope.cluster }],
    },
    why: "Provider.",
  });
  const trustPolicy = serviceTrust.replace(
    `"Service":"ec2.amazonaws.com"`,
    `"Federated":"${provider.resource.id}"`,
  );
  const role = changeOf("aws/role", integrationRoleArn, {
    before: null,
    after: { path: "/", description: "Teleport", trustPolicy, tags: [] },
    why: "Role.",
    needs: [provider.key],
    waitFor: "ping-by-role-arn",
  });
  const policy = changeOf("aws/inline-policy", resourceId(integrationRoleArn, appAccessPolicyName), {
    before: null,
    after: { document: appAccessDocument },
    why: "Policy.",
    needs: [role.key],
  });
  const integration = changeOf("teleport/integration", scope.integration, {
    before: null,
    after: { subKind: "aws-oidc", roleArn: integrationRoleArn, audience: "", issuerS3Uri: "" },
    why: "Integration.",
    needs: [role.key],
    waitFor: "ping-by-name",
  });
  const app = changeOf("teleport/app-server", resourceId(scope.integration, "host-1"), {
    before: null,
    after: {
      uri: "https://console.aws.amazon.com/",
      publicAddr: `${scope.integration}.${scope.cluster}`,
      integration: scope.integration,
      cloud: "AWS",
      externalId: null,
      labels: { aws_account_id: accountId },
    },
    why: "App.",
    needs: [integration.key],
  });
  const accessRole = changeOf("teleport/access-role", "aws_access_reader", {
    before: null,
    after: {
      version: "v8",
      labels: { [enrollmentLabel]: scope.integration },
      appLabels: { aws_account_id: [accountId] },
      awsRoleArns: [`arn:aws:iam::${accountId}:role/reader`],
    },
    why: "Access role.",
    needs: [app.key],
  });
  const user = changeOf("teleport/user-access", "bob", {
    before: { roles: [], roleArns: ["arn:aws:iam::210987654321:role/kept"] },
    after: {
      roles: ["aws_access_reader"],
      roleArns: ["arn:aws:iam::210987654321:role/kept", `arn:aws:iam::${accountId}:role/reader`],
    },
    why: "User.",
    needs: [accessRole.key],
  });
  return [provider, role, policy, integration, app, accessRole, user];
}

describe("undoing against the dependencies", () => {
  test("a whole enrollment is made, and taken back in the reverse order down to nothing", async () => {
    const { aws, teleport, startProcess } = await createWorld();
    const process = await startProcess();
    teleport.addUser("bob", ["editor"], ["arn:aws:iam::210987654321:role/kept"]);
    const { run } = await carryOut(process, draftOf(enrollmentChanges(), "integration"));
    expect(new Set(statuses(run))).toEqual(new Set(["verified"]));
    expect(teleport.users.get("bob")?.roles).toEqual(["editor", "aws_access_reader"]);
    const { conflicts, run: undone } = await undo(process, run.id);
    expect(conflicts).toEqual([]);
    expect(new Set(statuses(undone))).toEqual(new Set(["verified"]));
    expect([aws.roles.size, aws.providers.size]).toEqual([0, 0]);
    expect([teleport.integrations.size, teleport.apps.size, teleport.roles.size]).toEqual([0, 0, 0]);
    expect(teleport.users.get("bob")).toMatchObject({
      roles: ["editor"],
      traits: { aws_role_arns: ["arn:aws:iam::210987654321:role/kept"] },
    });
  });

  test("the integration role stays while a trust policy names it, and so does all that it needs", async () => {
    const { aws, teleport, startProcess } = await createWorld();
    const process = await startProcess();
    teleport.addUser("bob");
    const [provider, role, , integration] = enrollmentChanges();
    const changes = [provider, role, integration].flatMap((change) => change ?? []);
    const { run } = await carryOut(process, draftOf(changes, "integration"));
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    await carryOut(process, draftOf(targetChanges(aws, reader)));
    const { conflicts, draft } = await process.engine.prepareUndo(run.id);
    expect(draft.changes.map(({ resource }) => resource.kind)).toEqual(["teleport/integration"]);
    expect(conflicts.map(({ problem }) => problem.code)).toEqual(["still-needed", "still-needed"]);
    expect(conflicts[0]?.problem.evidence).toBe(`trust policy of ${reader}`);
  });

  test("what came to depend on it after the plan was made blocks the removal too", async () => {
    const { teleport, startProcess } = await createWorld();
    const process = await startProcess();
    teleport.addUser("bob");
    const accessRole = enrollmentChanges()[5];
    const { run } = await carryOut(
      process,
      draftOf(accessRole === undefined ? [] : [{ ...accessRole, needs: [] }]),
    );
    const { draft } = await process.engine.prepareUndo(run.id);
    teleport.addUser("bob", ["aws_access_reader"]);
    const { run: undone } = await carryOut(process, draft);
    expect(statuses(undone)).toEqual(["failed"]);
    expect(undone.changes[0]?.problem).toMatchObject({
      code: "still-needed",
      evidence: "access of Teleport user bob",
    });
    expect(teleport.roles.has("aws_access_reader")).toBe(true);
  });

  test("the shared tag stays while another integration reaches the role by it", async () => {
    const { aws, teleport, startProcess } = await createWorld();
    const process = await startProcess();
    const otherRoleArn = `arn:aws:iam::${accountId}:role/other-integration`;
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const { run } = await carryOut(process, draftOf(targetChanges(aws, reader)));
    await teleport.createIntegration({ name: "other", roleArn: otherRoleArn });
    const now = JSON.parse(aws.role(reader).trustPolicy) as { Statement: unknown[] };
    now.Statement.push({ Effect: "Allow", Principal: { AWS: otherRoleArn }, Action: "sts:AssumeRole" });
    aws.edit(reader, { trustPolicy: JSON.stringify(now) });
    const { conflicts, draft } = await process.engine.prepareUndo(run.id);
    expect(draft.changes.map(({ resource }) => resource.kind)).toEqual(["aws/role-trust"]);
    expect(conflicts.map(({ problem }) => problem.evidence)).toEqual(["Teleport integration other"]);
  });
});

describe("waiting for the world", () => {
  test("the next change starts once Ping by role ARN answers", async () => {
    const { teleport, clock, startProcess } = await createWorld();
    const process = await startProcess();
    const changes = enrollmentChanges().slice(0, 4);
    let pings = 0;
    teleport.hooks.hook = ({ method }) => {
      if (method !== "ping-by-role-arn") return;
      expect(teleport.integrations.size).toBe(0);
      if ((pings += 1) < 5) throw new Error("not yet");
    };
    const { run } = await carryOut(process, draftOf(changes, "integration"));
    expect(new Set(statuses(run))).toEqual(new Set(["verified"]));
    expect(pings).toBe(5);
    expect(clock.slept).toContain(8_000);
  });

  test("the run stops with words when it never does, and Continue waits again", async () => {
    const { teleport, startProcess } = await createWorld();
    const process = await startProcess();
    teleport.hooks.hook = ({ method }) => {
      if (method === "ping-by-role-arn") throw new Error("never");
    };
    const { run } = await carryOut(process, draftOf(enrollmentChanges().slice(0, 4), "integration"));
    expect(run.status).toBe("stopped");
    expect(run.problem?.what).toContain("within two minutes");
    expect(statuses(run)).toEqual(["verified", "verified", "not-started", "not-started"]);
    teleport.hooks.hook = () => {};
    await process.engine.continueRun(run.id, "alice", { retryFailed: false });
    await process.engine.idle();
    const after = await process.engine.run(run.id);
    expect(after && new Set(statuses(after))).toEqual(new Set(["verified"]));
  });

  test("a Ping that answers with another account stops the run at once", async () => {
    const { teleport, clock, startProcess } = await createWorld();
    const process = await startProcess();
    teleport.accountId = "210987654321";
    const { run } = await carryOut(process, draftOf(enrollmentChanges().slice(0, 4), "integration"));
    expect(run.problem?.code).toBe("plan-belongs-elsewhere");
    expect(teleport.integrations.size).toBe(0);
    expect(Math.max(...clock.slept)).toBeLessThan(1_000);
  });
});
