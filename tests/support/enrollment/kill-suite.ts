import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Plan, StepId } from "#lib/domain/enrollment/resource.ts";
import type { JournalEntry, Run } from "#lib/domain/enrollment/run.ts";
import { dumpOf, movedBetween, type Dump } from "./dump.ts";
import { startKillable } from "./killable.ts";
import { begin, inputsFor, name } from "./production.ts";
import { describeOnDatabase, type DatabaseName } from "../journal/databases.ts";
import { Dice } from "./schedule.ts";
import { admin, continueRun, observeAt, planAt, stepStatuses } from "./steps.ts";
import { liesOf, truthOf } from "./truth.ts";
import { openWorld, type World } from "./world.ts";

const roleCount = Number(process.env["KILL_ROLES"] ?? 200);
const randomKills = Number(process.env["KILL_MOMENTS"] ?? 50);

/** Random moments: the long runs get the most, the run that gives access and its undo two each. */
const kills = { access: 2, trust: Math.max(Math.floor((randomKills - 4) / 2), 1) };

/** When the process is killed: at a call whose answer the sandbox holds, or some milliseconds after so many entries. */
type Moment =
  | { half: "aws" | "teleport"; call: string; nth: number; when: "before" | "after" }
  | { afterEntries: number; plusMs: number };

/** A write that is held before it is done never will be: its connection is cut when it is let go. */
async function hold(
  world: World,
  moment: Exclude<Moment, { afterEntries: number; plusMs: number }>,
): Promise<void> {
  const { half, call, nth, when } = moment;
  const faults = [
    { kind: "hold" as const, when },
    ...(when === "before" ? [{ kind: "drop" as const, when }] : []),
  ];
  if (half === "aws") {
    await world.control.awsFaults(...faults.map((fault) => ({ match: { action: call, nth }, fault })));
  } else {
    await world.control.teleportFaults(...faults.map((fault) => ({ match: { method: call, nth }, fault })));
  }
}

async function isHeld(world: World): Promise<boolean> {
  const aws = (await world.control.aws("GET", "faults")) as { held: number };
  const teleport = JSON.parse(await world.control.teleport("GET", "faults")) as { held: number };
  return aws.held + teleport.held > 0;
}

const bothSides = (half: "aws" | "teleport", call: string, nth = 1): Moment[] => [
  { half, call, nth, when: "before" },
  { half, call, nth, when: "after" },
];

/** Counted in entries, so that on any machine all of them come before a run's end. */
function randomMoments(seed: number, count: number, entriesAtMost: number): Moment[] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => ({
    afterEntries: dice.integer(0, entriesAtMost),
    plusMs: dice.integer(0, 12),
  }));
}

/** Steps 1 to 5 and their undo over many roles, by processes that are killed one after the other. */
export function describeKills(databaseName: DatabaseName): void {
  describeOnDatabase(databaseName, "runs killed with kill -9", (database) => {
    let world: World;
    let roleArns: string[];
    let pristine: Dump;
    const runs: string[] = [];

    // Dozens of processes start one after the other in a test: a busy machine needs its time.
    vi.setConfig({ testTimeout: 1_800_000 });
    beforeAll(async () => {
      world = await openWorld({ roles: 45 + roleCount }, database);
      await begin(world.core);
      const { scan } = await observeAt(world.core, name);
      if (!scan.ok) throw new Error(scan.problem.what);
      roleArns = scan.value.roles.flatMap((role) => (role.name.startsWith("team-") ? [role.arn] : []));
      roleArns = roleArns.slice(0, roleCount);
      pristine = await dumpOf(world.sandbox);
    });
    afterAll(() => world.close());

    /** Of a process's entries those that it knew to be journaled are there, after all that were there before. */
    async function killAt(
      moment: Moment,
      work: { planId: string } | { runId: string },
      known: readonly JournalEntry[],
    ): Promise<string> {
      if (!("plusMs" in moment)) await hold(world, moment);
      const child = await startKillable(world, work);
      if ("plusMs" in moment) {
        await child.untilEntries(moment.afterEntries);
        await pause(moment.plusMs);
      } else {
        await vi.waitFor(async () => expect(await isHeld(world)).toBe(true), {
          timeout: 60_000,
          interval: 10,
        });
      }
      await child.kill();
      await world.control.clearFaults();
      const left = await world.core.journal.eventsOfRun(child.runId);
      expect(left.slice(0, known.length)).toEqual(known);
      expect(left.length).toBeGreaterThanOrEqual(known.length + child.entries());
      return child.runId;
    }

    /** After a restart: each change is either not made, or made and journaled; and the journal says which. */
    async function expectSettled(
      runId: string,
      before: Awaited<ReturnType<typeof truthOf>>,
    ): Promise<{ run: Run; entries: readonly JournalEntry[] }> {
      const { engine, journal } = world.core;
      await engine.settle();
      const run = await engine.run(runId);
      if (run === null) throw new Error(`There is no run ${runId}`);
      const entries = await journal.eventsOfRun(runId);
      const intended = new Set(
        entries.flatMap(({ event }) => (event.type === "intended" ? [event.changeKey] : [])),
      );
      const truth = await truthOf(world.core, run);
      expect(liesOf(run, before, truth, new Set())).toEqual([]);
      const made = run.changes.filter(({ status }) => status === "verified").map(({ change }) => change.key);
      expect(made.filter((key) => !intended.has(key))).toEqual([]);
      expect(new Set([...run.changes.map(({ status }) => status), "verified", "not-started"])).toEqual(
        new Set(["verified", "not-started"]),
      );
      return { run, entries };
    }

    /** Carries the plan out by processes that are killed one after the other; whoever is left goes on to the end. */
    async function carryOutKilled(plan: Plan, moments: readonly Moment[]): Promise<Run> {
      const before = await truthOf(world.core, { plan });
      let runId: string | null = null;
      let known: readonly JournalEntry[] = [];
      for (const moment of moments) {
        runId = await killAt(moment, runId === null ? { planId: plan.id } : { runId }, known);
        const { run, entries } = await expectSettled(runId, before);
        // A moment after the end would have killed nothing.
        expect(run.status).toBe("interrupted");
        known = entries;
      }
      if (runId === null) throw new Error("No moment, no run");
      const run = await continueRun(world.core, runId);
      expect(run.status).toBe("finished");
      expect(new Set(run.changes.map(({ status }) => status))).toEqual(new Set(["verified"]));
      expect(await world.core.journal.firstBrokenLink()).toBeNull();
      return run;
    }

    async function planOf(step: Exclude<StepId, "launch">): Promise<Plan> {
      // Access to a few is enough: each of its access roles is a write of its own, like each role of step 3.
      const inputs = inputsFor({ roleArns: step === "access" ? roleArns.slice(0, 8) : roleArns });
      const planned = await planAt(world.core, name, step, inputs[step]);
      if (planned.kind !== "draft") throw new Error(`${step}: ${JSON.stringify(planned)}`);
      return world.core.engine.savePlan(planned.draft, admin);
    }

    async function undoPlanOf(runId: string): Promise<Plan> {
      const { draft, conflicts } = await world.core.engine.prepareUndo(runId);
      expect(conflicts).toEqual([]);
      return world.core.engine.savePlan(draft, admin);
    }

    test("step 1, killed at each of its writes before and after it is done, is made whole", async () => {
      const moments = [
        ...bothSides("aws", "CreateOpenIDConnectProvider"),
        ...bothSides("aws", "CreateRole"),
        ...bothSides("teleport", "CreateIntegration"),
      ];
      runs.push((await carryOutKilled(await planOf("integration"), moments)).id);
      runs.push((await carryOutKilled(await planOf("permissions"), bothSides("aws", "PutRolePolicy"))).id);
      expect(stepStatuses(await observeAt(world.core, name))).toMatchObject({
        integration: "done",
        permissions: "done",
      });
    });

    test(`step 3 over ${roleCount} roles, killed at chosen calls and at ${kills.trust} random moments`, async () => {
      const plan = await planOf("trust");
      expect(plan.changes).toHaveLength(2 * roleCount);
      const run = await carryOutKilled(plan, [
        ...bothSides("aws", "TagRole"),
        ...bothSides("aws", "UpdateAssumeRolePolicy", 3),
        { half: "aws", call: "GetRole", nth: 9, when: "before" },
        ...randomMoments(1, kills.trust, 40),
      ]);
      runs.push(run.id);
      const moved = movedBetween(pristine, await dumpOf(world.sandbox));
      expect(moved.filter((one) => roleArns.includes(one))).toHaveLength(roleCount);
      const { trust } = stepStatuses(await observeAt(world.core, name));
      // The seed's own half-done roles are not ours to mend here.
      expect(trust).toBe("attention");
    });

    test("steps 4 and 5, killed at their writes, give each thing once", async () => {
      runs.push(
        (await carryOutKilled(await planOf("app"), bothSides("teleport", "UpsertApplicationServer"))).id,
      );
      const access = await carryOutKilled(await planOf("access"), [
        ...bothSides("teleport", "CreateRole", 2),
        ...randomMoments(2, kills.access, 6),
        ...bothSides("teleport", "UpdateUser"),
      ]);
      runs.push(access.id);
      expect(stepStatuses(await observeAt(world.core, name))).toMatchObject({ app: "done", access: "done" });
    });

    test("all of it, undone by processes that are killed as well, leaves no trace", async () => {
      const [integration = "", permissions = "", trust = "", app = "", access = ""] = runs;
      await carryOutKilled(await undoPlanOf(access), [
        ...bothSides("teleport", "UpdateUser"),
        ...bothSides("teleport", "DeleteRole", 2),
        ...randomMoments(3, kills.access, 6),
      ]);
      await carryOutKilled(await undoPlanOf(app), bothSides("teleport", "DeleteApplicationServer"));
      await carryOutKilled(await undoPlanOf(trust), [
        ...bothSides("aws", "UpdateAssumeRolePolicy"),
        ...bothSides("aws", "UntagRole", 2),
        ...randomMoments(4, kills.trust, 40),
      ]);
      await carryOutKilled(await undoPlanOf(permissions), bothSides("aws", "DeleteRolePolicy"));
      await carryOutKilled(await undoPlanOf(integration), [
        ...bothSides("teleport", "DeleteIntegration"),
        ...bothSides("aws", "DeleteRole"),
        ...bothSides("aws", "DeleteOpenIDConnectProvider"),
      ]);
      expect(movedBetween(pristine, await dumpOf(world.sandbox))).toEqual([]);
    });
  });
}
