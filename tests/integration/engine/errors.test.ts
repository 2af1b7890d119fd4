import { describe, expect, test } from "vitest";
import type { ErrorCode } from "#lib/domain/errors.ts";
import {
  carryOut,
  createWorld,
  draftOf,
  ended,
  eventTypes,
  integrationRoleArn,
  serviceTrust,
  statuses,
  targetChanges,
  type World,
} from "../../support/engine/world.ts";
import { failure, type PortCall } from "../../support/ports/hooks.ts";

function manyRoles({ aws }: World, count: number): string[] {
  return Array.from({ length: count }, (_, at) => aws.addRole(`role-${at}`, { trustPolicy: serviceTrust }));
}

/** Only the trust statements: one change for each role. */
function trustOnly({ aws }: World, roles: readonly string[]) {
  const changes = roles.flatMap((arn) => targetChanges(aws, arn).slice(1));
  return draftOf(changes.map((change) => ({ ...change, needs: [] })));
}

function failing(code: ErrorCode, when: (call: PortCall) => boolean, evidence?: string) {
  return (call: PortCall) => {
    if (call.phase === "before-write" && when(call)) throw failure(code, evidence ?? call.id);
  };
}

describe("errors of one change", () => {
  test("are kept, the run goes on, and what failed can be retried alone", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    const roles = manyRoles(world, 3);
    world.aws.hooks.hook = failing("aws-quota", ({ id }) => id === roles[1]);
    const { run } = await carryOut(process, trustOnly(world, roles));
    expect(run.status).toBe("finished");
    expect(statuses(run)).toEqual(["verified", "failed", "verified"]);
    expect(run.changes[1]?.problem?.code).toBe("aws-quota");

    world.aws.hooks.hook = () => {};
    await process.engine.continueRun(run.id, "alice", { retryFailed: false });
    expect(statuses(await ended(process, run.id))).toEqual(["verified", "failed", "verified"]);
    await process.engine.continueRun(run.id, "alice", { retryFailed: true });
    expect(statuses(await ended(process, run.id))).toEqual(["verified", "verified", "verified"]);
    expect(world.aws.hooks.writes).toHaveLength(3);
  });

  test("keep what needs the change from starting, with the reason", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    const [reader = ""] = manyRoles(world, 1);
    world.aws.hooks.hook = failing("aws-quota", ({ method }) => method === "tagRole");
    const { run } = await carryOut(process, draftOf(targetChanges(world.aws, reader)));
    expect(statuses(run)).toEqual(["failed", "not-started"]);
    expect(run.changes[1]?.problem).toMatchObject({ code: "aws-quota", why: "It was refused (aws-quota)." });
    expect(world.aws.hooks.writes).toEqual([]);
  });

  test("a principal that IAM does not know yet is waited for when it is our role", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    let refusals = 0;
    world.aws.hooks.hook = failing(
      "aws-principal-not-yet-known",
      () => (refusals += 1) <= 4,
      `Invalid principal in policy: "AWS":"${integrationRoleArn}"`,
    );
    const { run } = await carryOut(process, trustOnly(world, manyRoles(world, 1)));
    expect(statuses(run)).toEqual(["verified"]);
    expect(world.clock.slept.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test("what somebody else writes during that wait is not overwritten: a conflict that says so", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    const [reader = ""] = manyRoles(world, 1);
    const theirs = serviceTrust.replace("ec2.amazonaws.com", "lambda.amazonaws.com");
    let refusals = 0;
    world.aws.hooks.hook = failing(
      "aws-principal-not-yet-known",
      () => {
        refusals += 1;
        if (refusals === 2) world.aws.roles.set(reader, { ...world.aws.role(reader), trustPolicy: theirs });
        return refusals <= 2;
      },
      integrationRoleArn,
    );
    const { run } = await carryOut(process, trustOnly(world, [reader]));
    expect(statuses(run)).toEqual(["conflict"]);
    expect(world.aws.role(reader).trustPolicy).toBe(theirs);
    expect(world.aws.hooks.writes).toEqual([]);
  });

  test("is not waited for longer than two minutes", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    const begun = world.clock.now().getTime();
    world.aws.hooks.hook = failing("aws-principal-not-yet-known", () => true, integrationRoleArn);
    const { run } = await carryOut(process, trustOnly(world, manyRoles(world, 1)));
    const tookMs = world.clock.now().getTime() - begun;
    expect(statuses(run)).toEqual(["failed"]);
    expect(tookMs).toBeLessThanOrEqual(120_000);
    expect(tookMs).toBeGreaterThan(100_000);
  });

  test("another principal that IAM does not know is dead: no waiting", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    world.aws.hooks.hook = failing("aws-principal-not-yet-known", () => true, "AROADEADDEADDEADDEAD");
    const { run } = await carryOut(process, trustOnly(world, manyRoles(world, 1)));
    expect(statuses(run)).toEqual(["failed"]);
    expect(run.changes[0]?.problem).toMatchObject({
      code: "aws-dead-principal",
      evidence: "AROADEADDEADDEADDEAD",
    });
    expect(world.clock.slept).toEqual([]);
  });
});

describe("errors of the run", () => {
  test("stop it: the rest stays not started, and Continue goes on from there", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    world.aws.hooks.hook = failing("aws-credentials-expired", ({ count }) => count >= 2);
    const { run } = await carryOut(process, trustOnly(world, manyRoles(world, 12)));
    expect(run.status).toBe("stopped");
    expect(run.problem?.code).toBe("aws-credentials-expired");
    expect(statuses(run).filter((status) => status === "verified")).toHaveLength(2);
    expect(statuses(run).filter((status) => status === "not-started")).toHaveLength(10);
    expect(world.aws.hooks.writes).toHaveLength(2);

    world.aws.hooks.hook = () => {};
    await process.engine.continueRun(run.id, "bob", { retryFailed: false });
    const after = await ended(process, run.id);
    expect(after.status).toBe("finished");
    expect(new Set(statuses(after))).toEqual(new Set(["verified"]));
    expect(world.aws.hooks.writes).toHaveLength(12);
  });

  test("the same refusal three times running is one", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    world.aws.hooks.hook = failing("aws-access-denied", ({ count }) => count >= 1);
    const { run } = await carryOut(process, trustOnly(world, manyRoles(world, 20)));
    expect(run.status).toBe("stopped");
    expect(run.problem?.what).toContain("same refusal three times running");
    // Lanes that were under way when the third refusal came still end.
    const failed = statuses(run).filter((status) => status === "failed").length;
    expect(failed).toBeGreaterThanOrEqual(3);
    expect(failed).toBeLessThanOrEqual(2 + 8);
    expect(statuses(run)).toContain("not-started");
  });

  test("refusals that speak of one role alone are none", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    const roles = manyRoles(world, 10);
    world.aws.hooks.hook = failing("aws-dead-principal", ({ id }) => id !== roles[9]);
    const { run } = await carryOut(process, trustOnly(world, roles));
    expect(run.status).toBe("finished");
    expect(statuses(run).filter((status) => status === "failed")).toHaveLength(9);
    expect(statuses(run).at(-1)).toBe("verified");
  });

  test("without the journal nothing is written", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    const plan = await process.engine.savePlan(trustOnly(world, manyRoles(world, 5)), "alice");
    const append = process.journal.append.bind(process.journal);
    process.journal.append = (event) =>
      event.type === "intended" ? Promise.reject(failure("journal-unavailable")) : append(event);
    const { runId } = await process.engine.apply(plan.id, "alice");
    const run = await ended(process, runId);
    expect(run.status).toBe("stopped");
    expect(run.problem?.code).toBe("journal-unavailable");
    expect(world.aws.hooks.writes).toEqual([]);
  });
});

describe("a lost answer", () => {
  test("of a write that was done is settled by looking: verified, without a second write", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    world.aws.hooks.hook = ({ phase }) => {
      if (phase === "after-write") throw failure("aws-unreachable");
    };
    const { run } = await carryOut(process, trustOnly(world, manyRoles(world, 1)));
    expect(statuses(run)).toEqual(["verified"]);
    expect(world.aws.hooks.writes).toHaveLength(1);
    expect(run.status).toBe("finished");
  });

  test("of a write that was not done is asked for again, once looking showed it", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    let failures = 0;
    let readsBetween = 0;
    world.aws.hooks.hook = ({ phase }) => {
      if (phase === "read" && failures === 1) readsBetween += 1;
      if (phase === "before-write" && (failures += 1) === 1) throw failure("aws-unknown");
    };
    const { run } = await carryOut(process, trustOnly(world, manyRoles(world, 1)));
    expect(statuses(run)).toEqual(["verified"]);
    expect(world.aws.hooks.writes).toHaveLength(1);
    expect(readsBetween).toBeGreaterThanOrEqual(3);
  });

  test("where nothing can be read either is unknown, stops the run, and is settled by Continue", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    let isCut = false;
    world.aws.hooks.hook = ({ phase, count }) => {
      if (phase === "after-write" && count === 2) isCut = true;
      if (isCut) throw failure("aws-unreachable");
    };
    const { run } = await carryOut(process, trustOnly(world, manyRoles(world, 9)));
    expect(run.status).toBe("stopped");
    expect(run.problem?.code).toBe("aws-unreachable");
    expect(statuses(run)).toContain("unknown");
    expect(statuses(run)).toContain("not-started");
    expect(statuses(run)).not.toContain("failed");
    expect(world.aws.hooks.writes.length).toBeLessThan(9);

    world.aws.hooks.hook = () => {};
    await process.engine.continueRun(run.id, "alice", { retryFailed: false });
    const after = await ended(process, run.id);
    expect(new Set(statuses(after))).toEqual(new Set(["verified"]));
    expect(world.aws.hooks.writes).toHaveLength(9);
    expect(await eventTypes(process, run.id)).toContain("run-resumed");
  });

  test("somebody else's edit between read and write begins the change anew, and is then a conflict", async () => {
    const world = await createWorld();
    const process = await world.startProcess();
    world.teleport.addUser("alice");
    let edited = false;
    world.teleport.hooks.hook = ({ phase }) => {
      if (phase !== "before-write" || edited) return;
      edited = true;
      world.teleport.addUser("alice", [], ["arn:aws:iam::012345678901:role/other"]);
      throw failure("teleport-stale-revision");
    };
    const draft = draftOf(
      [
        {
          key: "user",
          resource: { kind: "teleport/user-access", id: "alice" },
          before: { roles: [], roleArns: [] },
          after: { roles: [], roleArns: ["arn:aws:iam::012345678901:role/reader"] },
          why: "Alice asked for it.",
          needs: [],
        },
      ],
      "access",
    );
    const { run } = await carryOut(process, draft);
    expect(statuses(run)).toEqual(["conflict"]);
    expect(world.teleport.hooks.writes).toEqual([]);
    expect(await eventTypes(process, run.id)).toEqual(
      "run-started intended not-made conflict run-finished".split(" "),
    );
  });
});
