import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { findTag, integrationTag } from "#lib/domain/aws/tags.ts";
import { patchTrust } from "#lib/domain/aws/trust/patch.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { resourceId, type AnyChange, type PlanScope } from "#lib/domain/enrollment/resource.ts";
import { createEngine } from "#lib/enrollment/engine.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import type { FaultRule } from "#lib/sandbox/aws/control/fault-rules.ts";
import { production } from "#lib/sandbox/seed/company.ts";
import { openSandboxAccount, type SandboxAccount } from "../../contract/aws/sandbox-account.ts";
import { statuses } from "../../support/engine/world.ts";
import { describeOnEachDatabase, testKey, type TestDatabase } from "../../support/journal/databases.ts";
import { MemoryTeleport } from "../../support/ports/memory-teleport.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";

const roleCount = 8;
const { accountId } = production;
const integrationRoleArn = `arn:aws:iam::${accountId}:role/teleport-integration`;
const scope: PlanScope = {
  cluster: "teleport.acme.test",
  accountId,
  partition: "aws",
  integration: "acme-production",
  integrationRoleArn,
};
const script = fileURLToPath(new URL("../../support/engine/run-plan-process.ts", import.meta.url));

function changesOf(role: AwsRole, livePrincipalIds: readonly string[]): AnyChange[] {
  const { arn, trustPolicy } = role;
  const input = { integrationRoleArn, trustPolicy, livePrincipalIds, externalId: null, sizeQuota: 2048 };
  const patch = patchTrust(input);
  if (patch.kind !== "append" || findTag(role.tags ?? [], integrationTag.key) !== undefined) return [];
  const tag = changeOf("aws/role-tag", resourceId(arn, integrationTag.key), {
    before: null,
    after: { ...integrationTag },
    why: "Tagged roles only.",
  });
  const trust = changeOf("aws/role-trust", arn, {
    before: { document: trustPolicy },
    after: { document: patch.patched },
    why: "Trust.",
    needs: [tag.key],
  });
  return [tag, trust];
}

/** Roles that a plan can be made for, with the integration role in place. */
async function planChanges({ account }: SandboxAccount): Promise<AnyChange[]> {
  const trustPolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  await account.createRole({ roleArn: integrationRoleArn, description: "", trustPolicy, tags: [] });
  const { roles, livePrincipalIds } = await account.scanRoles();
  return roles
    .filter((role) => role.name.startsWith("team-"))
    .map((role) => changesOf(role, livePrincipalIds))
    .filter((changes) => changes.length > 0)
    .slice(0, roleCount)
    .flat();
}

function readState(sandbox: SandboxAccount, { kind, id }: AnyChange["resource"]) {
  const context = { scope, aws: sandbox.account, teleport: new MemoryTeleport(accountId) };
  return resourceHandlers[kind].read(context, id);
}

async function startRestarted(database: TestDatabase, sandbox: SandboxAccount, owner: string) {
  const clock = new VirtualClock(new Date().toISOString());
  const open = await database.open({ clock, owner });
  let ids = 0;
  const engine = createEngine({
    ...open,
    clock,
    owner,
    handlers: resourceHandlers,
    context: (planScope) =>
      Promise.resolve({ scope: planScope, aws: sandbox.account, teleport: new MemoryTeleport(accountId) }),
    newId: () => `${owner}-${(ids += 1)}`,
  });
  return { ...open, engine };
}

async function spawnRun(database: TestDatabase, awsUrl: string, planId: string) {
  const input = { location: database.location, journalKey: testKey.toString(), awsUrl, planId };
  const child = spawn(process.execPath, [script, JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const kill = async () => {
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  return { runId: line.toString().trim(), kill };
}

const write = (action: string, nth: number, when: "before" | "after"): FaultRule => ({
  match: { action, nth },
  fault: { kind: "hold", when },
});

describeOnEachDatabase("a run killed", (database) => {
  test.each([
    ["at the first write, before it is done", write("TagRole", 1, "before")],
    ["at the first write, after it was done", write("TagRole", 1, "after")],
    ["in the middle, before a trust policy is written", write("UpdateAssumeRolePolicy", 4, "before")],
    ["in the middle, after a trust policy was written", write("UpdateAssumeRolePolicy", 4, "after")],
    [
      "while it reads back",
      { match: { action: "GetRole", nth: 9 }, fault: { kind: "hold", when: "before" } },
    ],
  ] satisfies [string, FaultRule][])(
    "%s: nothing is lost, it goes on, and it can be undone",
    async (_at, rule) => {
      const sandbox = await openSandboxAccount({ extraRoles: 60 });
      onTestFinished(() => sandbox.close());
      const shared = await database.create();
      onTestFinished(() => shared.dispose());
      const first = await startRestarted(shared, sandbox, "first");
      const changes = await planChanges(sandbox);
      expect(changes).toHaveLength(2 * roleCount);
      const plan = await first.engine.savePlan({ scope, step: "trust", changes }, "alice");

      await sandbox.fault(rule);
      const child = await spawnRun(shared, sandbox.url, plan.id);
      await vi.waitFor(
        async () => {
          expect(await sandbox.control("GET", "faults")).toMatchObject({ held: 1 });
        },
        { timeout: 20_000, interval: 20 },
      );
      await child.kill();
      await sandbox.reset();

      const second = await startRestarted(shared, sandbox, "second");
      await second.engine.settle();
      const interrupted = await second.engine.run(child.runId);
      expect(interrupted?.status).toBe("interrupted");
      // Every change is either not made, or made and journaled.
      expect(
        interrupted &&
          statuses(interrupted).filter((status) => !["verified", "not-started"].includes(status)),
      ).toEqual([]);
      for (const { change, status } of interrupted?.changes ?? []) {
        const observed = await readState(sandbox, change.resource);
        const made = JSON.stringify(observed) === JSON.stringify(change.before) ? "not-started" : "verified";
        expect(`${change.key} ${status}`).toBe(`${change.key} ${made}`);
      }

      await second.engine.continueRun(child.runId, "alice", { retryFailed: false });
      await second.engine.idle();
      const finished = await second.engine.run(child.runId);
      expect(finished?.status).toBe("finished");
      expect(finished && new Set(statuses(finished))).toEqual(new Set(["verified"]));
      expect(await second.journal.firstBrokenLink()).toBeNull();

      const { draft, conflicts } = await second.engine.prepareUndo(child.runId);
      expect(conflicts).toEqual([]);
      const undo = await second.engine.savePlan(draft, "alice");
      const { runId } = await second.engine.apply(undo.id, "alice");
      await second.engine.idle();
      expect(new Set(statuses((await second.engine.run(runId))!))).toEqual(new Set(["verified"]));
      for (const { resource, before } of changes) {
        expect(await readState(sandbox, resource)).toEqual(before);
      }
    },
  );
});
