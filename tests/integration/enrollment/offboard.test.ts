import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takesAway } from "#lib/domain/enrollment/goes-on.ts";
import { planPersonRemoval, planTrustRemoval } from "#lib/domain/enrollment/offboard/parts.ts";
import { dumpOf, movedBetween, type Dump } from "../../support/enrollment/dump.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import {
  accountId,
  begin,
  enroll,
  integrationRoleArn,
  name,
  targets,
} from "../../support/enrollment/production.ts";
import { applyRemoval, draftOf, offboardPlanAt, removalAt } from "../../support/enrollment/removal.ts";
import { outcomes, runOf, undoRun } from "../../support/enrollment/steps.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/** Without this choice the access roles stay. */
const whole = ["access-roles"];

describe("an enrollment that this app made", () => {
  let world: World;
  let before: Dump;
  let enrolled: Dump;
  let runId: string;
  beforeAll(async () => {
    world = await openWorld();
    await begin(world.core);
    before = await dumpOf(world.sandbox);
    const steps = await enroll(world.core, { users: ["alice", "dana"], traitUsers: ["erin", "heidi"] });
    for (const step of Object.values(steps)) runOf(step);
    enrolled = await dumpOf(world.sandbox);
  });
  afterAll(() => world.close());

  test("is taken away in the order of its dependencies, and the plan says who loses what", async () => {
    const { draft, leftOut } = draftOf(await offboardPlanAt(world.core, name, whole));
    expect(leftOut).toEqual([]);
    const kinds = [...new Set(draft.changes.map(({ resource }) => resource.kind))];
    expect(kinds).toEqual([
      "teleport/user-access",
      "teleport/access-role",
      "teleport/app-server",
      "aws/role-trust",
      "aws/role-tag",
      "teleport/integration",
      "aws/inline-policy",
      "aws/role",
      "aws/oidc-provider",
    ]);
    expect(draft.losses?.find(({ user }) => user === "alice")?.roleArns).toEqual(targets.toSorted());
    expect(draft.losses?.map(({ user }) => user)).toEqual(expect.arrayContaining(["alice", "dana", "erin"]));
  });

  test("one person's grants go alone, the next launch is refused, and undoing gives them back", async () => {
    const plan = planPersonRemoval(await removalAt(world.core, name), "alice");
    expect(draftOf(plan).draft.changes.map(({ key }) => key)).toEqual(["teleport/user-access:alice"]);
    expect(draftOf(plan).draft.losses).toEqual([{ user: "alice", roleArns: targets.toSorted() }]);
    const run = await applyRemoval(world.core, plan);
    expect(outcomes(run)).toEqual(["verified"]);
    expect(movedBetween(enrolled, await dumpOf(world.sandbox))).toEqual(["user alice"]);
    expect((await launchAs(world.sandbox, "alice", name, targets[0])).status).toBe(403);
    await undoRun(world.core, run.id);
    expect(movedBetween(enrolled, await dumpOf(world.sandbox))).toEqual([]);
    expect(planPersonRemoval(await removalAt(world.core, name), "carol")).toMatchObject({ kind: "refused" });
    expect(planPersonRemoval(await removalAt(world.core, name), "bob")).toMatchObject({ kind: "nothing" });
  });

  test("one role is closed by its trust statement, the tag after it, to everybody who reached it", async () => {
    const removal = await removalAt(world.core, name);
    const plan = planTrustRemoval(removal, [targets[0]]);
    const { draft } = draftOf(plan);
    expect(draft.losses?.map(({ user }) => user)).toEqual(expect.arrayContaining(["alice", "dana"]));
    expect(draft.losses?.every(({ roleArns }) => roleArns.join() === targets[0])).toBe(true);
    const view = takesAway({ ...draft, changes: draft.changes }, "2026-11-22T10:00:00Z");
    expect(view?.revocation.scripts.flatMap(({ roles }) => roles.map(({ arn }) => arn))).toEqual([
      targets[0],
    ]);
    const run = await applyRemoval(world.core, plan);
    expect(new Set(outcomes(run))).toEqual(new Set(["verified"]));
    expect((await launchAs(world.sandbox, "alice", name, targets[0])).status).toBe(403);
    expect((await launchAs(world.sandbox, "alice", name, targets[1])).status).toBe(200);
    // What it took from whom is still known on the run's page.
    expect((await world.core.engine.run(run.id))?.plan.losses).toEqual(draft.losses);
    expect(planTrustRemoval(await removalAt(world.core, name), [targets[0]])).toMatchObject({
      kind: "nothing",
    });
    await undoRun(world.core, run.id);
    expect(movedBetween(enrolled, await dumpOf(world.sandbox))).toEqual([]);
  });

  test("several roles are closed by one run and opened again by taking it back; all others stay open", async () => {
    const [first, second, third] = targets;
    const plan = planTrustRemoval(await removalAt(world.core, name), [first, third]);
    const { draft } = draftOf(plan);
    const alice = draft.losses?.find(({ user }) => user === "alice");
    expect(alice?.roleArns).toEqual([first, third].toSorted());
    const run = await applyRemoval(world.core, plan);
    expect(new Set(outcomes(run))).toEqual(new Set(["verified"]));
    const statuses = [];
    for (const arn of [first, second, third])
      statuses.push((await launchAs(world.sandbox, "alice", name, arn)).status);
    expect(statuses).toEqual([403, 200, 403]);
    await undoRun(world.core, run.id);
    expect(movedBetween(enrolled, await dumpOf(world.sandbox))).toEqual([]);
  });

  test("keeps its access roles unless their deletion is chosen: without the label, and held by nobody", async () => {
    const { draft, stays } = draftOf(await offboardPlanAt(world.core, name));
    const roles = draft.changes.filter(({ resource }) => resource.kind === "teleport/access-role");
    expect(roles.map(({ after }) => after)).toEqual(
      targets.map(() => expect.objectContaining({ labels: {} })),
    );
    expect(stays.map(({ why }) => why)).toContainEqual(expect.stringContaining("sign-in connector"));
  });

  test("leaves no trace, trust texts to the letter, and nobody opens anything by it", async () => {
    expect((await launchAs(world.sandbox, "alice", name, targets[0])).status).toBe(200);
    const run = await applyRemoval(world.core, await offboardPlanAt(world.core, name, whole));
    expect(outcomes(run)).toEqual(run.changes.map(() => "verified"));
    expect(movedBetween(before, await dumpOf(world.sandbox))).toEqual([]);
    expect((await launchAs(world.sandbox, "alice", name, targets[0])).status).not.toBe(200);
    runId = run.id;
  });

  test("offboarded a second time writes nothing", async () => {
    await world.core.drafts.remove(name);
    await world.control.clearLog();
    expect(await offboardPlanAt(world.core, name)).toMatchObject({ kind: "nothing", leftOut: [] });
    expect(await world.control.writes()).toEqual({ aws: 0, teleport: 0 });
  });

  test("comes back by undoing that run: the integration role with a new id, all else as it was", async () => {
    const undone = await undoRun(world.core, runId);
    expect(outcomes(undone!)).toEqual(undone!.changes.map(() => "verified"));
    const moved = movedBetween(enrolled, await dumpOf(world.sandbox));
    // Made anew: an id and times of their own.
    expect(moved).toEqual([`arn:aws:iam::${accountId}:oidc-provider/teleport.acme.test`, integrationRoleArn]);
    expect((await launchAs(world.sandbox, "alice", name, targets[0])).status).toBe(200);
  });
});
