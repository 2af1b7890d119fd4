import { describe, expect, test } from "vitest";
import { readPolicyDocument } from "#lib/domain/aws/policy-document.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import {
  carryOut,
  createWorld,
  draftOf,
  ended,
  eventTypes,
  scope,
  serviceTrust,
  statuses,
  targetChanges,
} from "../../support/engine/world.ts";

describe("applying a plan", () => {
  test("writes each change, reads it back and journals intent before write", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const eventsAtWrite: string[][] = [];
    aws.hooks.hook = async ({ phase }) => {
      if (phase === "before-write") eventsAtWrite.push(await eventTypes(process, "id-2"));
    };
    const { run } = await carryOut(process, draftOf(targetChanges(aws, reader)));
    expect(run.status).toBe("finished");
    expect(statuses(run)).toEqual(["verified", "verified"]);
    expect(aws.hooks.writes).toEqual([`tagRole ${reader}`, `updateTrustPolicy ${reader}`]);
    expect(eventsAtWrite).toEqual([
      ["run-started", "intended"],
      ["run-started", "intended", "written", "verified", "intended"],
    ]);
    expect(await eventTypes(process, run.id)).toEqual(
      "run-started intended written verified intended written verified run-finished".split(" "),
    );
    const reading = readPolicyDocument(aws.role(reader).trustPolicy);
    expect(reading.ok && reading.statements.length).toBe(2);
    expect(await process.journal.firstBrokenLink()).toBeNull();
  });

  test("confirms only what was read back three times running", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const changes = targetChanges(aws, reader).slice(0, 1);
    let readsAfterWrite = 0;
    aws.hooks.hook = ({ phase, method }) => {
      if (phase !== "read" || method !== "getRoleTags" || aws.hooks.writes.length === 0) return;
      readsAfterWrite += 1;
      // Good, good, then an old one: the count begins anew.
      if (readsAfterWrite === 3) {
        const { tags } = aws.role(reader);
        aws.edit(reader, { tags: [] });
        aws.hooks.hook = () => {
          readsAfterWrite += 1;
          aws.edit(reader, { tags });
        };
      }
    };
    const { run } = await carryOut(process, draftOf(changes));
    expect(statuses(run)).toEqual(["verified"]);
    expect(readsAfterWrite).toBe(6);
  });

  test("waits for reads that are late, and says so meanwhile", async () => {
    const { aws, clock, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    aws.staleReads = 5;
    const plan = await process.engine.savePlan(draftOf(targetChanges(aws, reader)), "alice");
    const { runId } = await process.engine.apply(plan.id, "alice");
    const waited = new Set<string | null>();
    process.engine.subscribe(runId, (run) => waited.add(run.changes[0]?.waiting ?? null));
    const run = await ended(process, runId);
    expect(statuses(run)).toEqual(["verified", "verified"]);
    expect(waited).toContain("Written; waiting until it can be read back");
    expect(clock.slept).toContain(8_000);
  });

  test("a write that never shows is never said to have failed: applied, and unknown at the end", async () => {
    const { aws, clock, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const changes = targetChanges(aws, reader).slice(0, 1);
    aws.staleReads = 1_000;
    const begun = clock.now().getTime();
    const { run } = await carryOut(process, draftOf(changes));
    expect(statuses(run)).toEqual(["unknown"]);
    expect(run.changes[0]?.problem?.code).toBe("not-confirmed");
    expect(await eventTypes(process, run.id)).toEqual(
      "run-started intended written not-confirmed unknown run-finished".split(" "),
    );
    const tookMs = clock.now().getTime() - begun;
    expect(tookMs).toBeGreaterThan(110_000);
    expect(tookMs).toBeLessThan(150_000);

    aws.edit(reader, {});
    const { runId } = await process.engine.continueRun(run.id, "alice", { retryFailed: false });
    expect(statuses(await ended(process, runId))).toEqual(["verified"]);
    expect(aws.hooks.writes).toHaveLength(1);
  });

  test("what somebody else wrote right after our write is a conflict that shows it, not unknown", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const changes = targetChanges(aws, reader);
    const foreign = serviceTrust.replace("ec2.amazonaws.com", "lambda.amazonaws.com");
    aws.hooks.hook = ({ phase, method }) => {
      if (phase === "after-write" && method === "updateTrustPolicy")
        aws.edit(reader, { trustPolicy: foreign });
    };
    const { run } = await carryOut(process, draftOf(changes));
    expect(statuses(run)).toEqual(["verified", "conflict"]);
    expect(run.changes[1]?.problem?.what).toMatch(/was written, and somebody changed it afterwards/);
    expect(run.changes[1]?.observed).toEqual({ document: foreign });
    expect(run.changes[1]?.problem?.evidence).toContain("lambda.amazonaws.com");
    expect(aws.role(reader).trustPolicy).toBe(foreign);
  });

  test("what changed since the plan is a conflict: nothing is written, and it says what moved", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const writer = aws.addRole("writer", { trustPolicy: serviceTrust });
    const draft = draftOf([...targetChanges(aws, reader), ...targetChanges(aws, writer)]);
    const foreign = serviceTrust.replace("ec2.amazonaws.com", "lambda.amazonaws.com");
    aws.edit(reader, { trustPolicy: foreign });
    const { run } = await carryOut(process, draft);
    expect(statuses(run)).toEqual(["verified", "conflict", "verified", "verified"]);
    expect(aws.role(reader).trustPolicy).toBe(foreign);
    expect(run.changes[1]?.observed).toEqual({ document: foreign });
    expect(run.changes[1]?.problem?.evidence).toContain(`+         "Service": "lambda.amazonaws.com"`);
    expect(run.status).toBe("finished");
  });

  test("a plan is carried out once: asking again gives the same run and writes nothing", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const plan = await process.engine.savePlan(draftOf(targetChanges(aws, reader)), "alice");
    const started = await Promise.all([
      process.engine.apply(plan.id, "alice"),
      process.engine.apply(plan.id, "bob"),
    ]);
    await process.engine.idle();
    const again = await process.engine.apply(plan.id, "alice");
    expect(new Set([...started, again].map(({ runId }) => runId)).size).toBe(1);
    expect(aws.hooks.writes).toHaveLength(2);
  });

  test("the same changes in a new plan are already so: zero writes", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const draft = draftOf(targetChanges(aws, reader));
    await carryOut(process, draft);
    const { run } = await carryOut(process, draft);
    expect(statuses(run)).toEqual(["skipped", "skipped"]);
    expect(aws.hooks.writes).toHaveLength(2);
  });

  test("a late read of what was taken back a moment ago does not pass for the planned state", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const [change] = targetChanges(aws, reader).filter(({ resource }) => resource.kind === "aws/role-trust");
    if (change?.resource.kind !== "aws/role-trust") throw new Error("There is no change of the trust policy");
    const { document } = change.after as { document: string };
    aws.edit(reader, { trustPolicy: document });
    aws.staleReads = 2;
    await aws.updateTrustPolicy(reader, serviceTrust);
    aws.staleReads = 0;
    const { run } = await carryOut(process, draftOf([{ ...change, needs: [] }]));
    expect(statuses(run)).toEqual(["verified"]);
    expect(aws.role(reader).trustPolicy).toBe(document);
  });

  test("a plan ends after an hour, and one that was altered in the database is refused", async () => {
    const { aws, clock, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const plan = await process.engine.savePlan(draftOf(targetChanges(aws, reader)), "alice");
    await process.plans.save({ ...plan, id: "forged", scope: { ...plan.scope, integration: "other" } });
    await expect(process.engine.apply("forged", "alice")).rejects.toMatchObject({ code: "plan-outdated" });
    clock.advance(3_600_001);
    await expect(process.engine.apply(plan.id, "alice")).rejects.toMatchObject({ code: "plan-outdated" });
    await expect(process.engine.apply("none", "alice")).rejects.toMatchObject({ code: "plan-not-found" });
    expect(aws.hooks.writes).toEqual([]);
  });

  test("equal plans have equal hashes, and one of another place another", async () => {
    const { aws, startProcess } = await createWorld();
    const { engine } = await startProcess();
    const changes = targetChanges(aws, aws.addRole("reader", { trustPolicy: serviceTrust }));
    const first = await engine.savePlan(draftOf(changes), "alice");
    const second = await engine.savePlan(draftOf(structuredClone(changes)), "bob");
    const other = await engine.savePlan({ ...draftOf(changes), scope: { ...scope, cluster: "x" } }, "alice");
    expect(first.hash).toBe(second.hash);
    expect(first.id).not.toBe(second.id);
    expect(other.hash).not.toBe(first.hash);
  });

  test("credentials or an identity of another place write nothing", async () => {
    const { aws, teleport, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const plan = await process.engine.savePlan(draftOf(targetChanges(aws, reader)), "alice");
    const apply = () => process.engine.apply(plan.id, "alice");
    teleport.clusterName = "other.test";
    await expect(apply()).rejects.toMatchObject({ code: "plan-belongs-elsewhere" });
    teleport.clusterName = scope.cluster;
    const identity = await aws.identity();
    aws.identity = () => Promise.resolve({ ...identity, accountId: "210987654321" });
    await expect(apply()).rejects.toMatchObject({ code: "plan-belongs-elsewhere" });
    expect(aws.hooks.writes).toEqual([]);
    expect(await process.journal.runs({ limit: 10 })).toEqual([]);
  });

  test("roles are changed side by side, one role's changes one after the other", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const roles = Array.from({ length: 8 }, (_, at) => aws.addRole(`r${at}`, { trustPolicy: serviceTrust }));
    let most = 0;
    let twice = false;
    const atWork: string[] = [];
    aws.hooks.hook = async ({ phase, id }) => {
      if (phase === "before-write") {
        twice ||= atWork.includes(id);
        atWork.push(id);
        most = Math.max(most, atWork.length);
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
      if (phase === "after-write") atWork.splice(atWork.indexOf(id), 1);
    };
    const { run } = await carryOut(process, draftOf(roles.flatMap((arn) => targetChanges(aws, arn))));
    expect(new Set(statuses(run))).toEqual(new Set(["verified"]));
    expect(most).toBe(4);
    expect(twice).toBe(false);
  });

  test("whoever listens hears of each event, up to the end", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const reader = aws.addRole("reader", { trustPolicy: serviceTrust });
    const plan = await process.engine.savePlan(draftOf(targetChanges(aws, reader)), "alice");
    const { runId } = await process.engine.apply(plan.id, "alice");
    const heard: Run[] = [];
    const stop = process.engine.subscribe(runId, (run) => heard.push(run));
    await process.engine.idle();
    stop();
    expect(heard[0]?.status).toBe("running");
    expect(heard.map((run) => statuses(run).join())).toContain("verified,in-progress");
    expect(heard.at(-1)?.status).toBe("finished");
  });

  test("of a large run they hear now and then, and of its end at once", async () => {
    const { aws, startProcess } = await createWorld();
    const process = await startProcess();
    const roles = Array.from({ length: 60 }, (_, at) => aws.addRole(`r${at}`, { trustPolicy: serviceTrust }));
    const draft = draftOf(roles.flatMap((arn) => targetChanges(aws, arn)));
    const plan = await process.engine.savePlan(draft, "alice");
    const { runId } = await process.engine.apply(plan.id, "alice");
    const heard: Run[] = [];
    process.engine.subscribe(runId, (run) => heard.push(run));
    await process.engine.idle();
    expect(heard.at(-1)?.status).toBe("finished");
    expect(heard.length).toBeLessThan(60);
    expect(await eventTypes(process, runId)).toHaveLength(2 + 3 * 120);
  });
});
