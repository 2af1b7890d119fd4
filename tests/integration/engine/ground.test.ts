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
