import { describe, expect, test } from "vitest";
import { runView } from "#lib/domain/enrollment/run-view.ts";
import type { Run, Undone } from "#lib/domain/enrollment/run.ts";
import { progress, runWith as run } from "../../../support/observation/run-progress.ts";

const describeChange = () => "Tag";

describe("a run on the page", () => {
  test("counts what has an outcome, whatever the outcome", () => {
    const view = runView(
      run(["verified", "failed", "skipped", "not-started", "in-progress"], { status: "running" }),
      describeChange,
      false,
    );
    expect([view.done, view.total]).toEqual([3, 5]);
    expect(view.title).toBe("Step 3, Trust");
  });

  test("an unknown outcome is not counted as done, and Continue is offered", () => {
    const view = runView(run(["verified", "unknown"], { status: "interrupted" }), describeChange, false);
    expect(view.done).toBe(1);
    expect(view.canContinue).toBe(true);
  });

  test("nothing is offered while it runs", () => {
    const view = runView(
      run(["verified", "failed", "not-started"], { status: "running" }),
      describeChange,
      false,
    );
    expect([view.canContinue, view.canRetryFailed, view.canUndo]).toEqual([false, false, false]);
  });

  test("failures and conflicts can be retried, a clean run can't", () => {
    expect(runView(run(["verified", "failed"]), describeChange, false).canRetryFailed).toBe(true);
    expect(runView(run(["verified", "conflict"]), describeChange, false).canRetryFailed).toBe(true);
    expect(runView(run(["verified", "skipped"]), describeChange, false).canRetryFailed).toBe(false);
  });

  test("undo is offered until all is taken back, and only where something was written", () => {
    const canUndo = (one: Run) => runView(one, describeChange, false).canUndo;
    const undone = (state: Undone["state"]) => run(["verified"], { undone: { by: "run-2", state } });
    expect(canUndo(run(["verified"]))).toBe(true);
    expect(canUndo(run(["skipped", "failed"]))).toBe(false);
    expect(canUndo(undone("in-part"))).toBe(true);
    expect(canUndo(undone("whole"))).toBe(false);
    expect(canUndo(undone("under-way"))).toBe(false);
  });

  test("what somebody changed after our write can be taken back; what they changed before it can't", () => {
    const conflict = (written: boolean) => {
      const one = run(["conflict"]);
      return { ...one, changes: one.changes.map((change) => ({ ...change, written })) };
    };
    expect(runView(conflict(true), describeChange, false).canUndo).toBe(true);
    expect(runView(conflict(false), describeChange, false).canUndo).toBe(false);
  });

  test("what is being waited for stands instead of the status", () => {
    const waiting = run(["in-progress"], { status: "running" });
    const view = runView(
      { ...waiting, changes: [progress("in-progress", 0, "Waiting until IAM knows the new role")] },
      describeChange,
      false,
    );
    expect(view.changes[0]?.words).toBe("Waiting until IAM knows the new role");
  });

  test("a write that succeeded is never called failed", () => {
    const view = runView(run(["applied"]), describeChange, false);
    expect(view.changes[0]?.words).toBe("Written, not yet confirmed");
  });
});
