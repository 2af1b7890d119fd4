import { expect, test, vi } from "vitest";
import {
  carryOut,
  createWorld,
  draftOf,
  ended,
  eventTypes,
  serviceTrust,
  statuses,
  targetChanges,
  type TestProcess,
  type World,
} from "../../support/engine/world.ts";
import { describeOnEachDatabase } from "../../support/journal/databases.ts";
import { failure } from "../../support/ports/hooks.ts";

function roles({ aws }: World, count: number): string[] {
  return Array.from({ length: count }, (_, at) => aws.addRole(`role-${at}`, { trustPolicy: serviceTrust }));
}

async function saved(process: TestProcess, { aws }: World, arns: readonly string[]): Promise<string> {
  const draft = draftOf(arns.flatMap((arn) => targetChanges(aws, arn)));
  return (await process.engine.savePlan(draft, "alice")).id;
}

/** A process that dies in the middle: from the given write on it journals and writes nothing any more. */
async function dieAt(world: World, process: TestProcess, planId: string, write: number, phase: string) {
  const never = new Promise<void>(() => {});
  const reached = new Promise<void>((resolve) => {
    world.aws.hooks.hook = (call) => {
      if (call.phase === "read" || call.phase !== phase || call.count < write) return undefined;
      resolve();
      return never;
    };
  });
  const { runId } = await process.engine.apply(planId, "alice");
  await reached;
  process.journal.append = () => never.then(() => Promise.reject(failure("journal-unavailable")));
  world.aws.hooks.hook = () => {};
  return runId;
}

describeOnEachDatabase("several processes", (database) => {
  test("one writer per account: a second run is told who is at work", async () => {
    const world = await createWorld(database);
    const [first, second] = [await world.startProcess(), await world.startProcess()];
    const [one = "", two = ""] = roles(world, 2);
    const plans = [await saved(first, world, [one]), await saved(second, world, [two])];
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    world.aws.hooks.hook = ({ phase }) => (phase === "before-write" ? held : undefined);
    const { runId } = await first.engine.apply(plans[0] ?? "", "alice");
    await expect(second.engine.apply(plans[1] ?? "", "bob")).rejects.toMatchObject({
      problem: { code: "lease-held", evidence: `process-1 run ${runId}` },
    });
    expect((await second.engine.run(runId))?.status).toBe("running");
    goOn();
    await ended(first, runId);
    expect((await second.engine.run(runId))?.status).toBe("finished");
    await second.engine.apply(plans[1] ?? "", "bob");
    await second.engine.idle();
    expect(world.aws.hooks.writes).toHaveLength(4);
  });

  test("a run's progress is seen from both, up to its end", async () => {
    const world = await createWorld(database);
    const [first, second] = [await world.startProcess(), await world.startProcess()];
    const planId = await saved(first, world, roles(world, 1));
    const { runId } = await first.engine.apply(planId, "alice");
    const heard: string[] = [];
    const over = new Promise<void>((resolve) => {
      const stop = second.engine.subscribe(runId, (run) => {
        heard.push(run.status);
        if (run.status !== "finished") return;
        stop();
        resolve();
      });
    });
    await first.engine.idle();
    await over;
    expect(heard.at(-1)).toBe("finished");
  });

  test("whoever looks at a run of another process reads its plan once, and of its events only what is new", async () => {
    const world = await createWorld(database);
    const [first, second] = [await world.startProcess(), await world.startProcess()];
    const planId = await saved(first, world, roles(world, 2));
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    world.aws.hooks.hook = ({ phase, count }) => (phase === "before-write" && count > 1 ? held : undefined);
    const { runId } = await first.engine.apply(planId, "alice");
    const plans = vi.spyOn(second.plans, "find");
    const events = vi.spyOn(second.journal, "eventsOfRun");
    expect(await second.engine.heldRuns()).toEqual([runId]);
    const seen = await second.engine.run(runId);
    expect(seen?.status).toBe("running");
    await second.engine.run(runId);
    expect(plans).toHaveBeenCalledOnce();
    expect(events.mock.lastCall).toEqual([runId, { after: expect.any(Number) }]);
    goOn();
    const over = await ended(first, runId);
    expect(await second.engine.run(runId)).toEqual(over);
    expect(await second.engine.heldRuns()).toEqual([]);
  });

  test("a run whose lease another process took stops before its next write", async () => {
    const world = await createWorld(database);
    const [first, second] = [await world.startProcess(), await world.startProcess()];
    const lanes = 6;
    const planId = await saved(first, world, roles(world, lanes));
    let taken = false;
    let begunAfterwards = 0;
    world.aws.hooks.hook = async ({ phase, count }) => {
      if (taken && phase === "before-write") begunAfterwards += 1;
      if (phase !== "after-write" || count !== 3) return;
      const { accountId } = world.aws;
      const held = await second.lease.holder(accountId);
      await second.lease.release(accountId, held?.owner ?? "");
      await second.lease.acquire(accountId, "somebody");
      world.clock.advance(10_000);
      taken = true;
    };
    const { runId } = await first.engine.apply(planId, "alice");
    const run = await ended(first, runId);
    expect(run.status).toBe("stopped");
    expect(run.problem?.code).toBe("lease-lost");
    // Each of the others may have asked for its lock right before: that one write, and none after it.
    expect(begunAfterwards).toBeLessThan(lanes);
    expect(statuses(run)).toContain("not-started");
  });

  test("a long run keeps its lease", async () => {
    const world = await createWorld(database);
    const [first, second] = [await world.startProcess(), await world.startProcess()];
    const [role = "", other = ""] = roles(world, 2);
    world.aws.staleReads = 12;
    const planId = await saved(first, world, [role]);
    const otherPlanId = await saved(second, world, [other]);
    let refused = 0;
    world.aws.hooks.hook = async ({ phase, method }) => {
      if (phase !== "read" || method !== "getRoleTags" || world.aws.hooks.writes.length === 0) return;
      await second.engine.apply(otherPlanId, "bob").catch(() => (refused += 1));
    };
    const { runId } = await first.engine.apply(planId, "alice");
    expect(statuses(await ended(first, runId))).toEqual(["verified", "verified"]);
    expect(refused).toBeGreaterThan(10);
    expect(Date.parse("2026-11-22T09:00:00.000Z") + 60_000).toBeLessThan(world.clock.now().getTime());
  });

  test.each([
    ["before the write was done", "before-write", "not-started"],
    ["after the write was done", "after-write", "verified"],
  ])("a dead process's run is settled by looking: it died %s", async (_when, phase, status) => {
    const world = await createWorld(database);
    const dead = await world.startProcess();
    const [reader = ""] = roles(world, 1);
    const runId = await dieAt(world, dead, await saved(dead, world, [reader]), 1, phase);
    const next = await world.startProcess();
    const unsettled = await next.engine.run(runId);
    // The lease outlives its owner: until it ends the run may still be under way.
    expect(unsettled?.status).toBe("running");
    const writes = world.aws.hooks.writes.length;
    await next.engine.settle();
    const run = await next.engine.run(runId);
    expect(run?.status).toBe("interrupted");
    expect(run && statuses(run)).toEqual(["verified", status]);
    expect(world.aws.hooks.writes).toHaveLength(writes);
    await next.engine.continueRun(runId, "bob", { retryFailed: false });
    expect(statuses(await ended(next, runId))).toEqual(["verified", "verified"]);
    expect(world.aws.hooks.writes).toHaveLength(2);
  });

  test("what somebody changed after a process died is a conflict, not overwritten", async () => {
    const world = await createWorld(database);
    const dead = await world.startProcess();
    const [reader = ""] = roles(world, 1);
    const runId = await dieAt(world, dead, await saved(dead, world, [reader]), 1, "before-write");
    const foreign = serviceTrust.replace("ec2", "lambda");
    world.aws.edit(reader, { trustPolicy: foreign });
    const next = await world.startProcess();
    await next.engine.settle();
    expect(await eventTypes(next, runId)).toContain("conflict");
    await next.engine.continueRun(runId, "bob", { retryFailed: true });
    expect(statuses(await ended(next, runId))).toEqual(["verified", "conflict"]);
    expect(world.aws.role(reader).trustPolicy).toBe(foreign);
  });

  test("a write that shows only after it was settled as not made is still ours to undo", async () => {
    const world = await createWorld(database);
    const dead = await world.startProcess();
    const [reader = ""] = roles(world, 1);
    const runId = await dieAt(world, dead, await saved(dead, world, [reader]), 1, "before-write");
    const next = await world.startProcess();
    await next.engine.settle();
    const intended = (await next.engine.run(runId))?.changes[1]?.change.after;
    world.aws.edit(reader, { trustPolicy: (intended as { document: string }).document });
    await next.engine.continueRun(runId, "bob", { retryFailed: false });
    expect(statuses(await ended(next, runId))).toEqual(["verified", "verified"]);
    const { draft } = await next.engine.prepareUndo(runId);
    await carryOut(next, draft);
    expect(world.aws.role(reader)).toMatchObject({ trustPolicy: serviceTrust, tags: [] });
  });

  test("settling leaves a living process's run alone", async () => {
    const world = await createWorld(database);
    const first = await world.startProcess();
    const planId = await saved(first, world, roles(world, 1));
    const waits: number[] = [];
    const second = await world.startProcess({
      clock: {
        now: () => world.clock.now(),
        // While the second one waits for the lease to end, the first one renews it.
        sleep: async (durationMs) => {
          waits.push(durationMs);
          world.clock.advance(durationMs);
          const owner = `process-1 run ${(await first.journal.unfinishedRuns())[0] ?? ""}`;
          expect(await first.lease.renew(world.aws.accountId, owner)).toBe(true);
        },
      },
    });
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    world.aws.hooks.hook = ({ phase }) => (phase === "before-write" ? held : undefined);
    const { runId } = await first.engine.apply(planId, "alice");
    await second.engine.settle();
    expect(waits).toEqual([30_001]);
    expect((await second.engine.run(runId))?.status).toBe("running");
    goOn();
    expect(statuses(await ended(first, runId))).toEqual(["verified", "verified"]);
    expect(world.logged).toEqual([]);
    expect(world.aws.hooks.writes).toHaveLength(2);
  });
});
