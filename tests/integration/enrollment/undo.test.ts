import { expect, onTestFinished, test } from "vitest";
import { dumpOf, iamOf, movedBetween } from "../../support/enrollment/dump.ts";
import {
  accountId,
  begin,
  enroll,
  integrationRoleArn,
  name,
  targets,
} from "../../support/enrollment/production.ts";
import { observeAt, outcomes, runOf, stepStatuses, undoRun } from "../../support/enrollment/steps.ts";
import {
  editTrust,
  readTrust,
  strangersStatement,
  type TrustPolicy,
} from "../../support/enrollment/stranger.ts";
import { openWorld } from "../../support/enrollment/world.ts";

async function openEnrolled() {
  const world = await openWorld();
  onTestFinished(() => world.close());
  await begin(world.core);
  const before = await dumpOf(world.sandbox);
  const { integration, permissions, trust, app, access } = await enroll(world.core, {
    users: ["alice", "dana"],
    traitUsers: ["erin", "heidi"],
  });
  const runs = [integration, permissions, trust, app, access].map((applied) => runOf(applied).id);
  return { world, before, runs };
}

test("undoing the runs in reverse leaves both systems as they were, trust texts to the letter", async () => {
  const { world, before, runs } = await openEnrolled();
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual(
    expect.arrayContaining([
      ...targets,
      integrationRoleArn,
      "user alice",
      "user dana",
      "user erin",
      "user heidi",
    ]),
  );
  for (const runId of runs.toReversed()) {
    const undone = await undoRun(world.core, runId);
    expect(undone?.status).toBe("finished");
    expect(new Set(outcomes(undone!))).toEqual(new Set(["verified"]));
  }
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
  expect(stepStatuses(await observeAt(world.core, name))).toMatchObject({
    integration: "open",
    trust: "waiting",
  });
  expect(await world.core.journal.firstBrokenLink()).toBeNull();
});

test("undoing forwards is refused while something made later needs it, and nothing is written", async () => {
  const { world, runs } = await openEnrolled();
  const before = await dumpOf(world.sandbox);
  await world.control.clearLog();
  const codes: string[][] = [];
  for (const runId of runs.slice(0, 4)) {
    const { conflicts } = await world.core.engine.prepareUndo(runId);
    codes.push([...new Set(conflicts.map(({ problem }) => problem.code))]);
  }
  // Trust statements hang on nothing: step 3 alone can go whenever.
  expect(codes).toEqual([["still-needed"], ["still-needed"], [], ["still-needed"]]);
  expect(await world.control.writes()).toEqual({ aws: 0, teleport: 0 });
  expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
});

test("what a stranger put into a trust policy since stays when our statement goes", async () => {
  const { world, before, runs } = await openEnrolled();
  const iam = await iamOf(world.sandbox, accountId);
  onTestFinished(() => iam.destroy());
  const theirs = strangersStatement("Auditors");
  await editTrust(iam, "Developer", (statements) => [theirs, ...statements]);
  const undone = await undoRun(world.core, runs[2]!);
  expect(new Set(outcomes(undone!))).toEqual(new Set(["verified"]));

  const after = await dumpOf(world.sandbox);
  const policy = await readTrust(iam, "Developer");
  const was = JSON.parse(
    decodeURIComponent((before[targets[0]] as { AssumeRolePolicyDocument: string }).AssumeRolePolicyDocument),
  ) as TrustPolicy;
  expect(policy).toEqual({ ...was, Statement: [theirs, ...was.Statement] });
  expect(after[targets[1]]).toEqual(before[targets[1]]);
  expect(after[targets[2]]).toEqual(before[targets[2]]);
});

test("a trust policy that would be left without a statement is a conflict, shown and not written", async () => {
  const { world, runs } = await openEnrolled();
  const iam = await iamOf(world.sandbox, accountId);
  onTestFinished(() => iam.destroy());
  await editTrust(iam, "Developer", (statements) =>
    statements.filter(({ Sid }) => Sid?.startsWith("TeleportIntegration")),
  );
  await world.control.clearLog();
  const { draft, conflicts } = await world.core.engine.prepareUndo(runs[2]!);
  expect(conflicts.map(({ changeKey, problem }) => [changeKey, problem.code])).toEqual(
    expect.arrayContaining([[`aws/role-trust:${targets[0]}`, "undo-conflict"]]),
  );
  expect(draft.changes.map(({ resource }) => resource.id)).not.toContain(targets[0]);
  expect(draft.changes.map(({ resource }) => resource.id)).toEqual(
    expect.arrayContaining([targets[1], targets[2]]),
  );
  expect(await world.control.writes()).toEqual({ aws: 0, teleport: 0 });
});
