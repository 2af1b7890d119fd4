import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Plan } from "#lib/domain/enrollment/resource.ts";
import { accountAccessRoleName, development } from "#lib/sandbox/seed/company.ts";
import type { AppCore } from "../../support/enrollment/app-core.ts";
import { createSessionRole, useSession } from "../../support/enrollment/app-session.ts";
import { dumpOf, iamOf, movedBetween } from "../../support/enrollment/dump.ts";
import { accountId, begin, inputsFor, name } from "../../support/enrollment/production.ts";
import {
  admin,
  applyStep,
  continueRun,
  endOf,
  outcomes,
  planAt,
  runOf,
  undoRun,
} from "../../support/enrollment/steps.ts";
import { liesOf, truthOf } from "../../support/enrollment/truth.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

const inputs = inputsFor();
let world: World;

beforeAll(async () => {
  world = await openWorld();
  await begin(world.core);
  const iam = await iamOf(world.sandbox, accountId);
  await createSessionRole(iam);
  iam.destroy();
  await useSession(world, "first");
  for (const step of ["integration", "permissions"] as const) {
    runOf(await applyStep(world.core, name, step, inputs[step]));
  }
});
afterEach(async () => {
  await world.control.clearFaults();
});
afterAll(async () => {
  await world.close();
  vi.unstubAllEnvs();
});

async function trustPlan(core: AppCore): Promise<Plan> {
  const planned = await planAt(core, name, "trust", inputs.trust);
  if (planned.kind !== "draft") throw new Error(JSON.stringify(planned));
  return core.engine.savePlan(planned.draft, admin);
}

const expiredFrom = (nth: number, times = 100_000) => ({
  match: { nth, times },
  fault: {
    kind: "error" as const,
    status: 403,
    code: "ExpiredToken",
    message: "The security token included in the request is expired",
  },
});

const useDevelopment = () =>
  useSession(world, "other", `arn:aws:iam::${development.accountId}:role/${accountAccessRoleName}`);

test("credentials that are another account's after a restart between plan and apply write nothing", async () => {
  const plan = await trustPlan(world.core);
  const before = await dumpOf(world.sandbox);
  await useDevelopment();
  const restarted = await world.startProcess();
  await world.control.clearLog();
  await expect(restarted.engine.apply(plan.id, admin)).rejects.toMatchObject({
    code: "aws-account-mismatch",
    problem: { what: expect.stringContaining(development.accountId) as unknown },
  });
  expect(await world.control.writes()).toEqual({ aws: 0, teleport: 0 });
  expect(await restarted.journal.runOfPlan(plan.id)).toBeNull();
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
});

test("credentials that end after the plan, and come back as another account's, begin nothing", async () => {
  await useSession(world, "own");
  const core = await world.startProcess();
  const plan = await trustPlan(core);
  await useDevelopment();
  await world.control.awsFaults(expiredFrom(1, 1));
  await world.control.clearLog();
  const { apply } = core.engine;
  await expect(apply(plan.id, admin)).rejects.toMatchObject({ code: "aws-credentials-expired" });
  await expect(apply(plan.id, admin)).rejects.toMatchObject({ code: "aws-account-mismatch" });
  expect(await core.journal.runOfPlan(plan.id)).toBeNull();
  expect(await world.control.writes()).toEqual({ aws: 0, teleport: 0 });
});

test.each([9, 17])(
  "credentials that end in a run, and come back as another account's, write nothing from there on (call %i)",
  async (nth) => {
    await useSession(world, "own");
    const core = await world.startProcess();
    const plan = await trustPlan(core);
    const before = await truthOf(core, { plan });
    await useDevelopment();
    // One call meets the end of the session; then the app loads what is there now.
    await world.control.awsFaults(expiredFrom(nth, 1));
    const { runId } = await core.engine.apply(plan.id, admin);
    const run = await endOf(core, runId);
    expect(run.status).toBe("stopped");
    await world.control.clearLog();
    await expect(core.engine.continueRun(runId, admin, { retryFailed: true })).rejects.toMatchObject({
      code: "aws-account-mismatch",
    });
    expect(await world.control.writes()).toEqual({ aws: 0, teleport: 0 });

    await useSession(world, "own-again");
    const renewed = await world.startProcess();
    expect(liesOf(run, before, await truthOf(renewed, { plan }), new Set())).toEqual([]);
    await undoRun(renewed, runId);
    expect(await truthOf(renewed, { plan })).toEqual(before);
  },
);

test.each([8, 13, 20, 27])(
  "credentials that expire in the middle of a run stop it cleanly; renewed, it goes on (call %i)",
  async (nth) => {
    await useSession(world, "before");
    const core = await world.startProcess();
    const plan = await trustPlan(core);
    const before = await truthOf(core, { plan });
    await world.control.awsFaults(expiredFrom(nth));
    const { runId } = await core.engine.apply(plan.id, admin);
    const stopped = await endOf(core, runId);
    expect(stopped.status).toBe("stopped");
    expect(stopped.problem).toMatchObject({ code: "aws-credentials-expired" });
    // Nothing is said to have failed that did not, and nothing went on behind the end.
    const statuses = new Set(stopped.changes.map(({ status }) => status));
    expect([...statuses].filter((one) => !["verified", "applied", "not-started"].includes(one))).toEqual([]);
    expect(statuses).not.toEqual(new Set(["verified"]));
    const still = await core.engine
      .continueRun(runId, admin, { retryFailed: false })
      .then(() => "went on", String);
    expect(still).not.toBe("went on");

    await world.control.clearFaults();
    await useSession(world, "renewed");
    await world.control.clearLog();
    expect(liesOf(stopped, before, await truthOf(core, { plan }), new Set())).toEqual([]);
    const finished = await continueRun(core, runId);
    expect(outcomes(finished)).toEqual(finished.changes.map(() => "verified"));
    const callers = (await world.control.awsRequests()).map(({ principalArn }) => principalArn ?? "");
    expect(callers.filter((arn) => arn.includes("app-sessions") && !arn.endsWith("/renewed"))).toEqual([]);
    expect(callers.some((arn) => arn.endsWith("/renewed"))).toBe(true);
    expect((await undoRun(core, runId))?.status).toBe("finished");
    expect(await truthOf(core, { plan })).toEqual(before);
  },
);
