import { expect, onTestFinished, test } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { describeOnEachDatabase } from "../../support/journal/databases.ts";
import { sampleChange, samplePlan } from "../../support/journal/samples.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";

describeOnEachDatabase("events", (database) => {
  async function newDatabase() {
    const created = await database.create();
    onTestFinished(() => created.dispose());
    return created;
  }

  test("each event gets the next position, and comes back as it was", async () => {
    const { journal } = await (await newDatabase()).open();
    const first = await journal.append({ type: "run-started", runId: "r1", planId: "p1", by: "alice" });
    const second = await journal.append({
      type: "intended",
      runId: "r1",
      changeKey: "tag",
      change: sampleChange,
    });
    expect([first.sequence, second.sequence]).toEqual([1, 2]);
    expect(await journal.eventsOfRun("r1")).toEqual([first, second]);
    expect(first.at).toBe("2026-11-22T09:00:00.000Z");
    expect(await journal.eventsOfRun("r2")).toEqual([]);
  });

  test("two processes write into one order", async () => {
    const shared = await newDatabase();
    const journals = [await shared.open(), await shared.open()];
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        await journals[index % 2]?.journal.append({ type: "run-finished", runId: `r${index % 2}` });
      }),
    );
    const entries = [
      ...((await journals[0]?.journal.eventsOfRun("r0")) ?? []),
      ...((await journals[0]?.journal.eventsOfRun("r1")) ?? []),
    ];
    const positions = entries.map((entry) => entry.sequence).toSorted((a, b) => a - b);
    expect(positions).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(await journals[1]?.journal.firstBrokenLink()).toBeNull();
  });

  test("processes that begin at once on an empty database all find its tables", async () => {
    const shared = await newDatabase();
    const opened = await Promise.all([shared.open(), shared.open(), shared.open()]);
    for (const { journal } of opened) await journal.append({ type: "run-finished", runId: "r1" });
    expect(await opened[0].journal.eventsOfRun("r1")).toHaveLength(3);
  });

  test("nothing besides the fields of the resource's state is stored", async () => {
    const { journal } = await (await newDatabase()).open();
    const after = { key: "teleport.dev/integration", value: "true", secretAccessKey: "MARKER" };
    await journal.append({
      type: "intended",
      runId: "r1",
      changeKey: "tag",
      change: { ...sampleChange, after } as typeof sampleChange,
    });
    await journal.append({
      type: "conflict",
      runId: "r1",
      changeKey: "tag",
      observed: after,
      problem: { code: "changed-meanwhile", what: "It changed.", why: "Somebody did.", remedy: "Look." },
    });
    const entries = await journal.eventsOfRun("r1");
    expect(entries).toHaveLength(2);
    expect(JSON.stringify(entries)).not.toContain("MARKER");
  });

  test("a run without an end is unfinished, and again once it is resumed", async () => {
    const { journal } = await (await newDatabase()).open();
    const problem = { code: "lease-lost", what: "w", why: "y", remedy: "r" } as const;
    for (const runId of ["r1", "r2", "r3"]) {
      await journal.append({ type: "run-started", runId, planId: `p-${runId}`, by: "alice" });
    }
    await journal.append({ type: "run-finished", runId: "r2" });
    await journal.append({ type: "run-stopped", runId: "r3", problem });
    expect(await journal.unfinishedRuns()).toEqual(["r1"]);
    await journal.append({ type: "run-resumed", runId: "r3", by: "bob", retry: [] });
    expect(await journal.unfinishedRuns()).toEqual(["r1", "r3"]);
    await journal.append({ type: "run-finished", runId: "r3" });
    expect(await journal.unfinishedRuns()).toEqual(["r1"]);
  });

  test("runs are found by integration, by plan and by what they take back", async () => {
    const { journal, plans } = await (await newDatabase()).open();
    await plans.save(samplePlan("p1"));
    await plans.save(samplePlan("p2", { step: "undo", undoes: "r1" }));
    await plans.save(samplePlan("p3", { scope: { ...samplePlan("p3").scope, integration: "other" } }));
    for (const [runId, planId] of [
      ["r1", "p1"],
      ["r2", "p2"],
      ["r3", "p3"],
    ] as const) {
      await journal.append({ type: "run-started", runId, planId, by: "alice" });
    }
    expect(await journal.runs({ limit: 10 })).toEqual(["r3", "r2", "r1"]);
    expect(await journal.runs({ integration: "acme-production", limit: 1 })).toEqual(["r2"]);
    expect(await journal.runOfPlan("p1")).toBe("r1");
    expect(await journal.runOfPlan("p9")).toBeNull();
    expect(await journal.runThatUndoes("r1")).toBe("r2");
    expect(await journal.runThatUndoes("r2")).toBeNull();
  });

  test("of each enrollment it is told when a run last began, went on or ended, and of no change in between", async () => {
    const clock = new VirtualClock();
    const { journal, plans } = await (await newDatabase()).open({ clock });
    expect(await journal.lastMoves()).toEqual([]);
    await plans.save(samplePlan("p1"));
    await plans.save(samplePlan("p2", { scope: { ...samplePlan("p2").scope, integration: "other" } }));
    for (const event of [
      { type: "run-started", runId: "r1", planId: "p1", by: "alice" },
      { type: "run-started", runId: "r2", planId: "p2", by: "alice" },
      { type: "run-finished", runId: "r1" },
      { type: "written", runId: "r2", changeKey: "k" },
    ] as const) {
      await journal.append(event);
      clock.advance(60_000);
    }
    expect(await journal.lastMoves()).toEqual([
      { integration: "acme-production", at: "2026-11-22T09:02:00.000Z" },
      { integration: "other", at: "2026-11-22T09:01:00.000Z" },
    ]);
  });

  test("runs are found page by page, and by the role that they were to change", async () => {
    const { journal, plans } = await (await newDatabase()).open();
    const ofRole = (id: string, role: string) =>
      samplePlan(id, {
        changes: [
          changeOf("aws/role-tag", `arn:aws:iam::012345678901:role/${role}#teleport.dev/integration`, {
            before: null,
            after: { key: "teleport.dev/integration", value: "true" },
            why: "A test.",
          }),
        ],
      });
    for (const [at, role] of ["team_a", "team_a_too", "teamXa", "team_a", "team_a"].entries()) {
      await plans.save(ofRole(`p${at}`, role));
      await journal.append({ type: "run-started", runId: `r${at}`, planId: `p${at}`, by: "alice" });
    }
    const all = { integration: "acme-production", limit: 2 };
    expect(await journal.runs(all)).toEqual(["r4", "r3"]);
    expect(await journal.runs({ ...all, before: "r3" })).toEqual(["r2", "r1"]);
    expect(await journal.runs({ ...all, before: "r1" })).toEqual(["r0"]);
    expect(await journal.runs({ ...all, before: "r0" })).toEqual([]);
    expect(await journal.runs({ ...all, before: "none" })).toEqual([]);
    // A run that goes on later keeps its place.
    await journal.append({ type: "run-resumed", runId: "r1", by: "bob", retry: [] });
    expect(await journal.runs({ ...all, before: "r1" })).toEqual(["r0"]);

    const roleArn = "arn:aws:iam::012345678901:role/team_a";
    expect(await journal.runs({ ...all, roleArn })).toEqual(["r4", "r3"]);
    expect(await journal.runs({ ...all, roleArn, before: "r3" })).toEqual(["r0"]);
  });

  test("what came later is read alone, and an account's last position moves with its own runs only", async () => {
    const { journal, plans } = await (await newDatabase()).open();
    const { scope } = samplePlan("p1");
    await plans.save(samplePlan("p1"));
    await plans.save(samplePlan("p2", { scope: { ...scope, accountId: "210987654321" } }));
    expect(await journal.lastPosition(scope.accountId)).toBe(0);
    await journal.append({ type: "run-started", runId: "r1", planId: "p1", by: "alice" });
    await journal.append({ type: "run-started", runId: "r2", planId: "p2", by: "alice" });
    await journal.append({ type: "written", runId: "r1", changeKey: "k" });
    await journal.append({ type: "run-finished", runId: "r2" });
    const later = await journal.eventsOfRun("r1", { after: 1 });
    expect(later.map(({ sequence, event }) => [sequence, event.type])).toEqual([[3, "written"]]);
    expect(await journal.lastPosition(scope.accountId)).toBe(3);
    expect(await journal.lastPosition("210987654321")).toBe(4);
  });

  test("all runs of an account are found, however many others there are, and those whose plan is gone", async () => {
    const { journal, plans } = await (await newDatabase()).open();
    const { scope } = samplePlan("p1");
    await plans.save(samplePlan("p1"));
    await plans.save(samplePlan("p2", { scope: { ...scope, accountId: "210987654321" } }));
    for (const [runId, planId] of [
      ["r1", "p1"],
      ["r2", "p2"],
      ["r3", "gone"],
      ["r4", "p1"],
    ] as const) {
      await journal.append({ type: "run-started", runId, planId, by: "alice" });
    }
    expect(await journal.runs({ accountId: scope.accountId })).toEqual(["r4", "r3", "r1"]);
    expect(await journal.runs({ accountId: "210987654321" })).toEqual(["r3", "r2"]);
    expect(await journal.runs({ integration: scope.integration })).toEqual(["r4", "r2", "r1"]);
  });

  test("accepted conditions are listed for their account", async () => {
    const { journal } = await (await newDatabase()).open();
    const roleArn = "arn:aws:iam::012345678901:role/reader";
    await journal.append({ type: "accepted", accountId: "012345678901", roleArn, condition: "mfa", by: "a" });
    expect(await journal.accepted("012345678901")).toEqual([
      { accountId: "012345678901", roleArn, condition: "mfa", by: "a", at: "2026-11-22T09:00:00.000Z" },
    ]);
    expect(await journal.accepted("210987654321")).toEqual([]);
  });

  test("of an acceptance and its withdrawal the last word counts, for that condition alone", async () => {
    const { journal } = await (await newDatabase()).open();
    const of = (accountId: string, condition: string) => ({
      accountId,
      roleArn: `arn:aws:iam::${accountId}:role/reader`,
      condition,
    });
    const standing = async () =>
      (await journal.accepted()).map(({ accountId, condition, by }) => [accountId, condition, by].join(" "));
    for (const each of [of("012345678901", "mfa"), of("012345678901", "ip"), of("210987654321", "mfa")]) {
      await journal.append({ type: "accepted", ...each, by: "alice" });
    }
    await journal.append({ type: "acceptance-withdrawn", ...of("012345678901", "mfa"), by: "bob" });
    expect(await standing()).toEqual(["012345678901 ip alice", "210987654321 mfa alice"]);
    await journal.append({ type: "accepted", ...of("012345678901", "mfa"), by: "carol" });
    expect(await standing()).toContain("012345678901 mfa carol");
    expect(await journal.firstBrokenLink()).toBeNull();
  });
});
