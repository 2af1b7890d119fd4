import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { systemClock } from "#lib/server/clock.ts";
import { openCore, type AppCore } from "../support/enrollment/app-core.ts";
import { begin, name } from "../support/enrollment/production.ts";
import { applyPlan, applyStep, observeAt, planAt } from "../support/enrollment/steps.ts";
import type { RunningApp } from "../support/e2e/running-app.ts";
import { awsCalls, clearAwsCalls } from "./calls.ts";
import { replay } from "./replay.ts";
import { quantile, type Row } from "./table.ts";

const appliedRoles = 200;
const rounds = 3;
/** As many as the app has under way in an account. */
const callsAtOnce = 4;

interface Phase {
  ms: number;
  calls: number;
  directMs: number;
}

/** How long it takes the app, and how long the SDK alone for the same calls, right afterwards. */
async function measure(app: RunningApp, work: () => Promise<unknown>): Promise<Phase> {
  await clearAwsCalls(app);
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  const calls = await awsCalls(app);
  return { ms, calls: calls.length, directMs: await replay(calls, callsAtOnce) };
}

async function measureOften(app: RunningApp, work: () => Promise<unknown>): Promise<Phase> {
  const phases: Phase[] = [];
  for (let round = 0; round < rounds; round += 1) phases.push(await measure(app, work));
  const middle = (of: (phase: Phase) => number) => quantile(phases.map(of), 0.5);
  return {
    ms: middle(({ ms }) => ms),
    calls: middle(({ calls }) => calls),
    directMs: middle(({ directMs }) => directMs),
  };
}

/** Counts what is slept through, so that waiting can be told from working. */
function countingClock() {
  let sleptMs = 0;
  return {
    now: systemClock.now,
    sleep: async (durationMs: number, signal?: AbortSignal) => {
      sleptMs += durationMs;
      await systemClock.sleep(durationMs, signal);
    },
    sleptMs: () => sleptMs,
  };
}

async function chooseRoles(core: AppCore): Promise<string[]> {
  const { rows } = trustStepView(await observeAt(core, name));
  return rows
    .filter(({ inSelectAll, name: roleName }) => inSelectAll && roleName.startsWith("team-09"))
    .slice(0, appliedRoles)
    .map(({ arn }) => arn);
}

/** Scan, plan and apply of the app's core against the same calls made by the SDK alone. */
export async function benchEngine(app: RunningApp): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "aws-access-bench-"));
  const clock = countingClock();
  const core = await openCore({ env: app.sandbox, dataDir, clock, owner: "bench" });
  try {
    await begin(core);
    await applyStep(core, name, "integration", { consents: [] });
    await applyStep(core, name, "permissions", {});
    const roleArns = await chooseRoles(core);
    const input = { roleArns, confirmed: [] };
    const scan = await measureOften(app, () => observeAt(core, name));
    const plan = await measureOften(app, () => planAt(core, name, "trust", input));
    const planned = await planAt(core, name, "trust", input);
    if (planned.kind !== "draft") throw new Error("There is nothing to apply.");
    const { id } = await core.engine.savePlan(planned.draft, "bench");
    const sleptBefore = clock.sleptMs();
    const apply = await measure(app, () => applyPlan(core, id));
    const roles = (await observeAt(core, name)).scan;
    const total = roles.ok ? roles.value.roles.length : 0;
    const waitedMs = clock.sleptMs() - sleptBefore;
    return [
      { what: `scan of ${total} roles`, ...compared(scan, total) },
      { what: `scan and plan for ${roleArns.length} of them`, ...compared(plan, total) },
      { what: `apply to ${roleArns.length} roles`, ...compared(apply, roleArns.length) },
      {
        what: "  of which each role waits between its reads",
        value: `${(waitedMs / roleArns.length / 1000).toFixed(1)} s`,
      },
    ];
  } finally {
    await core.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function compared({ ms, directMs, calls }: Phase, roles: number): Pick<Row, "value" | "goal"> {
  return {
    value: `${(ms / 1000).toFixed(2)} s`,
    goal: `${(ms / directMs).toFixed(1)} times the SDK's ${(directMs / 1000).toFixed(2)} s; ${calls} calls, ${(calls / roles).toFixed(3)} a role`,
  };
}
