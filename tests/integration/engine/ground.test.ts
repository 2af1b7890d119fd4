import { describe, expect, test } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { accountId, carryOut, createWorld, draftOf, scope, statuses } from "../../support/engine/world.ts";

const name = "aws_access_Developer";
const arn = `arn:aws:iam::${accountId}:role/Developer`;
const administrator = `arn:aws:iam::${accountId}:role/AccountAdmin`;
const state = {
  version: "v8",
  labels: { [enrollmentLabel]: scope.integration },
  appLabels: { aws_account_id: [accountId] },
  awsRoleArns: [arn],
};
const { version: _, ...content } = state;

const grant = (needs: readonly string[] = []) =>
  changeOf("teleport/user-access", "alice", {
    before: { roles: [], roleArns: [] },
    after: { roles: [name], roleArns: [] },
    why: "w",
    needs,
    standsOn: [{ resource: { kind: "teleport/access-role", id: name }, state }],
  });
const creation = changeOf("teleport/access-role", name, { before: null, after: state, why: "w" });
const draft = (...changes: readonly AnyChange[]) => draftOf(changes, "access");

async function opened() {
  const world = await createWorld();
  world.teleport.addUser("alice");
  const rewrite = (awsRoleArns: readonly string[]) =>
    world.teleport.updateRole(name, { ...content, awsRoleArns });
  return { ...world, rewrite, process: await world.startProcess() };
}

describe("what a change stands on", () => {
  test("that was rewritten since the plan: a conflict that shows what moved, and nothing is written", async () => {
    const { teleport, process, rewrite } = await opened();
    await teleport.createRole({ name, ...state });
    await rewrite([administrator]);
    const { run } = await carryOut(process, draft(grant()));
    expect(statuses(run)).toEqual(["conflict"]);
    const problem = run.changes[0]?.problem;
    expect(problem).toMatchObject({ code: "changed-meanwhile" });
    expect(problem?.what).toContain(name);
    expect(problem?.evidence).toContain(`+     - ${administrator}`);
    expect(problem?.evidence).toContain(`-     - ${arn}`);
    expect(teleport.users.get("alice")?.roles).toEqual([]);
  });

  test("that is rewritten right before the write stops it just the same", async () => {
    const { teleport, process, rewrite } = await opened();
    await teleport.createRole({ name, ...state });
    teleport.hooks.hook = async ({ phase, method }) => {
      // The second question about the role is the one between the journaled intent and the write.
      if (phase !== "read" || method !== "getRole") return;
      teleport.hooks.hook = async () => {
        teleport.hooks.hook = () => {};
        await rewrite([administrator]);
      };
    };
    const { run } = await carryOut(process, draft(grant()));
    expect(statuses(run)).toEqual(["conflict"]);
    expect(run.changes[0]?.problem?.evidence).toContain(administrator);
    expect(teleport.users.get("alice")?.roles).toEqual([]);
  });

  test("and is gone, is a conflict too", async () => {
    const { teleport, process } = await opened();
    const { run } = await carryOut(process, draft(grant()));
    expect(run.changes[0]?.problem?.why).toBe("Somebody removed it.");
    expect(teleport.users.get("alice")?.roles).toEqual([]);
  });

  test("may be made by the same plan", async () => {
    const { teleport, process } = await opened();
    const { run } = await carryOut(process, draft(creation, grant([creation.key])));
    expect(statuses(run)).toEqual(["verified", "verified"]);
    expect(teleport.users.get("alice")?.roles).toEqual([name]);
  });

  test("is not called moved by one read that came late", async () => {
    const { teleport, process, rewrite } = await opened();
    await teleport.createRole({ name, ...state });
    await rewrite([administrator]);
    let reads = 0;
    teleport.hooks.hook = async ({ phase, method }) => {
      if (phase === "read" && method === "getRole" && (reads += 1) === 2) await rewrite([arn]);
    };
    const { run } = await carryOut(process, draft(grant()));
    expect(statuses(run)).toEqual(["verified"]);
    expect(teleport.users.get("alice")?.roles).toEqual([name]);
  });
});

describe("an undo hands an access role back to people", () => {
  const other = "aws_access_Reader";
  const readers = { ...state, awsRoleArns: [`arn:aws:iam::${accountId}:role/Reader`] };
  const grounds = [
    { resource: { kind: "teleport/access-role", id: name }, state },
    { resource: { kind: "teleport/access-role", id: other }, state: readers },
  ] as const;
  const removal = (stoodOn: Parameters<typeof changeOf>[2]["stoodOn"] = grounds) =>
    changeOf("teleport/user-access", "alice", {
      before: { roles: [name, other], roleArns: [] },
      after: { roles: [], roleArns: [] },
      why: "w",
      ...(stoodOn === undefined ? {} : { stoodOn }),
    });
  const deletion = (needs: readonly string[]) =>
    changeOf("teleport/access-role", name, { before: state, after: null, why: "w", needs });

  async function takenAway(...changes: readonly AnyChange[]) {
    const world = await opened();
    await world.teleport.createRole({ name, ...state });
    await world.teleport.createRole({ name: other, ...readers });
    world.teleport.addUser("alice", [name, other]);
    const { run } = await carryOut(world.process, draft(...changes));
    expect(run.changes.map(({ status }) => status)).not.toContain("conflict");
    const rolesOfAlice = () => world.teleport.users.get("alice")?.roles;
    expect(rolesOfAlice()).toEqual([]);
    return { ...world, run, rolesOfAlice, prepare: () => world.process.engine.prepareUndo(run.id) };
  }

  test("while it is what it was when it was taken from them", async () => {
    const { prepare, process, rolesOfAlice } = await takenAway(removal());
    const { draft: undo, conflicts } = await prepare();
    expect(conflicts).toEqual([]);
    await carryOut(process, undo);
    expect(rolesOfAlice()).toEqual([name, other]);
  });

  test("never once somebody widened it: the others come back, and this one is named", async () => {
    const { prepare, process, rewrite, rolesOfAlice } = await takenAway(removal());
    await rewrite([arn, administrator]);
    const { draft: undo, conflicts } = await prepare();
    expect(conflicts.map(({ problem }) => [problem.code, problem.evidence])).toEqual([
      ["undo-conflict", name],
    ]);
    expect(undo.leaves).toBe(1);
    await carryOut(process, undo);
    expect(rolesOfAlice()).toEqual([other]);
  });

  test("never where it is widened between the undo's plan and its write", async () => {
    const { prepare, process, rewrite, rolesOfAlice } = await takenAway(removal());
    const { draft: undo } = await prepare();
    await rewrite([arn, administrator]);
    const { run } = await carryOut(process, undo);
    expect(statuses(run)).toEqual(["conflict"]);
    expect(rolesOfAlice()).toEqual([]);
  });

  test("that the same run deleted, as it makes it again; never one that somebody else made in its place", async () => {
    const own = await takenAway(removal(), deletion([removal().key]));
    await carryOut(own.process, (await own.prepare()).draft);
    expect(own.rolesOfAlice()).toEqual([name, other]);

    const taken = await takenAway(removal(), deletion([removal().key]));
    await taken.teleport.createRole({ name, ...state, awsRoleArns: [administrator] });
    const { draft: undo, conflicts } = await taken.prepare();
    expect(conflicts.map(({ problem }) => problem.evidence)).toEqual([name]);
    await carryOut(taken.process, undo);
    expect(taken.rolesOfAlice()).toEqual([other]);
  });

  test("never where the journal does not say what it was", async () => {
    const { prepare } = await takenAway(removal([]));
    const { draft: undo, conflicts } = await prepare();
    expect(undo.changes).toEqual([]);
    expect(conflicts.map(({ problem }) => problem.evidence)).toEqual([name, other]);
    expect(conflicts[0]?.problem.why).toContain("not on record");
  });

  test("when an undo that took it away is undone in its turn, and only as it was then", async () => {
    for (const widened of [false, true]) {
      const { teleport, process, rewrite } = await opened();
      await teleport.createRole({ name, ...state });
      const { run } = await carryOut(process, draft(grant()));
      const { run: undone } = await carryOut(process, (await process.engine.prepareUndo(run.id)).draft);
      expect(teleport.users.get("alice")?.roles).toEqual([]);
      if (widened) await rewrite([arn, administrator]);
      const { draft: again } = await process.engine.prepareUndo(undone.id);
      if (!widened) await carryOut(process, again);
      expect(teleport.users.get("alice")?.roles).toEqual(widened ? [] : [name]);
      expect(again.changes).toHaveLength(widened ? 0 : 1);
    }
  });
});
