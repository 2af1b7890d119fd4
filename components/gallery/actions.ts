import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { PlanOutcome, PlanView } from "#lib/domain/enrollment/views.ts";

const answerMs = 400;

/** An action that answers after a moment, always the same. */
export function answers<T>(value: T): () => Promise<ActionResult<T>> {
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, answerMs));
    return { ok: true, value };
  };
}

/** An action whose answer hangs on what it was asked. */
export function answersTo<I, T>(answer: (input: I) => T): (input: I) => Promise<ActionResult<T>> {
  return async (input) => {
    await new Promise((resolve) => setTimeout(resolve, answerMs));
    return { ok: true, value: answer(input) };
  };
}

export function refuses(
  problem: Problem,
  fieldErrors: Record<string, string> = {},
): () => Promise<ActionResult<never>> {
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, answerMs));
    return { ok: false, problem, fieldErrors, reference: null };
  };
}

export const plans = (plan: PlanView) => answers<PlanOutcome>({ kind: "plan", plan });
export const leadsTo = (screen: string) => answers({ runId: "run-7", href: `/gallery/${screen}` });
export const reads = answers({ readAt: "2026-01-01T00:00:00Z" });
