import { expect } from "vitest";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import type { AppCore } from "./app-core.ts";
import { attemptStep, attemptUndo, denials, problemsOf, type Inputs } from "./permissions.ts";
import { continueRun, outcomes } from "./steps.ts";

/** One permission that is missing for a while. */
export interface Trial {
  /** Takes it away, and sees that it is named where a new enrollment begins. */
  take(): Promise<void>;
  giveBack(): Promise<void>;
  /** `action on resource` or `verb on kind`: what plan and refusal must name, and nothing else. */
  exactly: readonly string[];
}

export function expectVerified(run: Run): void {
  expect(outcomes(run)).toEqual(run.changes.map(() => "verified"));
}

/** Tries the step without the permission, then gives it back and continues: everything is done in the end. */
export async function expectStepWithout(
  core: AppCore,
  step: Exclude<StepId, "launch">,
  inputs: Inputs,
  trial: Trial,
): Promise<Run> {
  await trial.take();
  const { before, run } = await attemptStep(core, step, inputs);
  expect(before).toBe(`Missing: ${trial.exactly.join("; ")}.`);
  expect(denials(problemsOf(run))).toEqual(trial.exactly);
  await trial.giveBack();
  const continued = await continueRun(core, run.id, true);
  expectVerified(continued);
  return continued;
}

export async function expectUndone(core: AppCore, run: Run): Promise<void> {
  expectVerified((await attemptUndo(core, run.id)).run);
}

/** Takes a run back; one permission after the other is missing, and named, until none is. */
export async function expectUndoneWithout(
  core: AppCore,
  run: Run,
  ...trials: readonly Trial[]
): Promise<void> {
  let undoing: Run | null = null;
  for (const trial of trials) {
    await trial.take();
    if (undoing === null) {
      const { before, run: begun } = await attemptUndo(core, run.id);
      expect(before).toBe(`Missing: ${trial.exactly.join("; ")}.`);
      undoing = begun;
    } else {
      undoing = await continueRun(core, undoing.id, true);
    }
    expect(denials(problemsOf(undoing))).toEqual(trial.exactly);
    await trial.giveBack();
  }
  if (undoing !== null) expectVerified(await continueRun(core, undoing.id, true));
}
