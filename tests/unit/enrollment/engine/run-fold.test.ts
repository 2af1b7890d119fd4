import { describe, expect, test } from "vitest";
import type { JournalEvent } from "#lib/domain/enrollment/run.ts";
import { foldRun, toRun } from "#lib/enrollment/engine/run-fold.ts";
import { sampleChange, samplePlan } from "../../../support/journal/samples.ts";

const problem = { code: "aws-quota", what: "Too many.", why: "w", remedy: "r" } as const;
const runId = "r1";
const changeKey = "tag";
const intended: JournalEvent = { type: "intended", runId, changeKey, change: sampleChange };

function fold(events: readonly JournalEvent[], active = false) {
  const plan = samplePlan("p1", {
    changes: [sampleChange, { ...sampleChange, key: "next", needs: ["tag"] }],
  });
  const entries = [{ type: "run-started", runId, planId: "p1", by: "bob" } as const, ...events].map(
    (event, at) => ({ sequence: at + 1, at: `2026-11-22T09:00:0${at}.000Z`, event, hash: "" }),
  );
  return toRun(foldRun(runId, plan, entries), {
    active,
    waiting: new Map([["tag", "Waiting"]]),
    undone: null,
  });
}

describe("a run as the fold of its events", () => {
  test.each<[string, JournalEvent[], string]>([
    ["nothing yet", [], "not-started"],
    ["an intent alone, its process dead", [intended], "unknown"],
    ["a write answered, its process dead", [intended, { type: "written", runId, changeKey }], "unknown"],
    ["a confirmed write", [intended, { type: "verified", runId, changeKey }], "verified"],
    ["one not confirmed", [intended, { type: "not-confirmed", runId, changeKey, problem }], "applied"],
    ["one found not made", [intended, { type: "not-made", runId, changeKey, why: "" }], "not-started"],
    ["one already so", [{ type: "skipped", runId, changeKey, why: "" }], "skipped"],
    ["a refusal", [{ type: "failed", runId, changeKey, problem }], "failed"],
  ])("%s", (_what, events, status) => {
    expect(fold(events).changes[0]?.status).toBe(status);
  });

  test("is running while somebody carries it out, else interrupted, until it has an end", () => {
    expect(fold([intended], true)).toMatchObject({ status: "running", startedBy: "bob", endedAt: null });
    expect(fold([intended], true).changes[0]).toMatchObject({ status: "in-progress", waiting: "Waiting" });
    expect(fold([intended])).toMatchObject({ status: "interrupted" });
    expect(fold([intended]).changes[0]?.waiting).toBeNull();
    expect(fold([{ type: "run-stopped", runId, problem }])).toMatchObject({ status: "stopped", problem });
    expect(fold([{ type: "run-finished", runId }])).toMatchObject({ status: "finished" });
  });

  test("knows more with each event, whatever the event does", () => {
    const failed: JournalEvent = { type: "failed", runId, changeKey, problem };
    const stopped: JournalEvent = { type: "run-stopped", runId, problem };
    const resumed: JournalEvent = { type: "run-resumed", runId, by: "bob", retry: ["tag"] };
    const events = [intended, failed, stopped, resumed];
    expect(events.map((_, at) => fold(events.slice(0, at + 1)).revision)).toEqual([2, 3, 4, 5]);
  });

  test("resumed, it has no end any more, and what is retried begins anew", () => {
    const failed: JournalEvent = { type: "failed", runId, changeKey, problem };
    const stopped: JournalEvent = { type: "run-stopped", runId, problem };
    const resumed: JournalEvent = { type: "run-resumed", runId, by: "bob", retry: ["tag"] };
    const run = fold([failed, stopped, resumed], true);
    expect(run).toMatchObject({ status: "running", problem: null, endedAt: null });
    expect(run.changes[0]).toMatchObject({ status: "not-started", problem: null });
  });

  test("says of a change that can't begin what it waits for in vain", () => {
    const run = fold([{ type: "failed", runId, changeKey, problem }]);
    expect(run.changes[1]).toMatchObject({ status: "not-started", problem: { why: "Too many." } });
    expect(fold([]).changes[1]?.problem).toBeNull();
  });
});
