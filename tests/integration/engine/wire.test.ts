import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { PlanDraft } from "#lib/domain/enrollment/resource.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import { openSandboxWorld, type SandboxWorld } from "../../support/engine/sandbox-world.ts";
import { statuses } from "../../support/engine/world.ts";

async function carryOut(world: SandboxWorld, draft: PlanDraft | null): Promise<Run> {
  if (draft === null) throw new Error("There is nothing to do");
  const plan = await world.engine.savePlan(draft, "alice");
  const { runId } = await world.engine.apply(plan.id, "alice");
  await world.engine.idle();
  const run = await world.engine.run(runId);
  if (run === null) throw new Error("There is no run");
  return run;
}

/** What AWS and Teleport hold, without what every write moves. */
function holdings(o: Observation): string {
  const parts = [o.integrations, o.provider, o.integrationRole, o.apps, o.roles, o.users].map((part) =>
    part.ok ? part.value : part.problem,
  );
  const roles = o.scan.ok ? o.scan.value.roles : o.scan.problem;
  return JSON.stringify([parts, roles], (key, value: unknown) => (key === "revision" ? undefined : value));
}

/** Steps 1 to 5 with three roles, for one user. */
async function enroll(world: SandboxWorld, targets: readonly string[]): Promise<Run[]> {
  return [
    await carryOut(world, await world.plan("integration", { consents: [] })),
    await carryOut(world, await world.plan("permissions", {})),
    await carryOut(world, await world.plan("trust", { roleArns: [...targets], confirmed: [] })),
    await carryOut(world, await world.plan("app", { extraLabels: {} })),
    await carryOut(
      world,
      await world.plan("access", { roleArns: [...targets], users: ["bob"], traitUsers: [], adopt: [] }),
    ),
  ];
}

async function ordinaryTargets({ account }: SandboxWorld): Promise<string[]> {
  const { roles } = await account.scanRoles();
  return roles.flatMap(({ name, arn }) => (name.startsWith("team-") ? [arn] : [])).slice(0, 3);
}

describe("a whole enrollment over the wires", () => {
  test("is made step by step, twice is nothing more, and all is taken back", async () => {
    const world = await openSandboxWorld({ extraRoles: 60 });
    const targets = await ordinaryTargets(world);
    expect(targets).toHaveLength(3);
    const before = holdings(await world.observe());
    const runs = await enroll(world, targets);
    expect(runs.map(({ status }) => status)).toEqual(Array(5).fill("finished"));
    expect(new Set(runs.flatMap(statuses))).toEqual(new Set(["verified"]));

    const writes = await world.awsWrites();
    expect(await world.plan("integration", { consents: [] })).toBeNull();
    expect(await world.plan("permissions", {})).toBeNull();
    expect(await world.plan("app", { extraLabels: {} })).toBeNull();
    const { scope, step, changes } = runs[2]?.plan ?? runs[0]!.plan;
    const again = await carryOut(world, { scope, step, changes });
    expect(new Set(statuses(again))).toEqual(new Set(["skipped"]));
    expect(await world.awsWrites()).toBe(writes);

    for (const run of runs.toReversed()) {
      const { draft, conflicts } = await world.engine.prepareUndo(run.id);
      expect(conflicts).toEqual([]);
      const undone = await carryOut(world, draft);
      expect(new Set(statuses(undone))).toEqual(new Set(["verified"]));
    }
    expect(holdings(await world.observe())).toBe(before);
    expect(await world.journal.firstBrokenLink()).toBeNull();
  });

  test("out of order an undo meets what hangs on it, and writes nothing of that", async () => {
    const world = await openSandboxWorld({ extraRoles: 60 });
    const [integration] = await enroll(world, await ordinaryTargets(world));
    const writes = await world.awsWrites();
    const { draft, conflicts } = await world.engine.prepareUndo(integration?.id ?? "");
    expect(draft.changes).toEqual([]);
    expect(conflicts.map(({ problem }) => problem.code)).toEqual(Array(3).fill("still-needed"));
    expect(conflicts[0]?.problem.evidence).toContain("Teleport app acme-production");
    expect(await world.awsWrites()).toBe(writes);
  });

  test("goes through late reads, a principal not known yet, throttling and lost answers", async () => {
    const world = await openSandboxWorld({ extraRoles: 60 });
    const targets = await ordinaryTargets(world);
    await world.awsFault(
      { match: { action: "CreateRole" }, fault: { kind: "propagation", reads: 6, writes: 4 } },
      {
        match: { action: ["UpdateAssumeRolePolicy", "TagRole"] },
        fault: { kind: "propagation", reads: 5, writes: 0 },
      },
      { match: { action: "GetRole", nth: 8, times: 3 }, fault: { kind: "throttle" } },
      { match: { action: "PutRolePolicy", nth: 1 }, fault: { kind: "drop", when: "after" } },
      { match: { action: "UpdateAssumeRolePolicy", nth: 2 }, fault: { kind: "drop", when: "after" } },
      { match: { action: "UpdateAssumeRolePolicy", nth: 3 }, fault: { kind: "drop", when: "before" } },
    );
    const runs = await enroll(world, targets);
    expect(runs.map(({ status }) => status)).toEqual(Array(5).fill("finished"));
    expect(new Set(runs.flatMap(statuses))).toEqual(new Set(["verified"]));
  });
});
