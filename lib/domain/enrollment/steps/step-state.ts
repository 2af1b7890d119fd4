import type { Problem } from "#lib/domain/errors.ts";
import type { Check } from "../check.ts";
import type { Observed } from "../observation.ts";
import type { StepId } from "../resource.ts";
import type { StepState, StepStatus } from "../step.ts";
import { stepTitles } from "../titles.ts";

export interface Standing {
  summary: string;
  checks: readonly Check[];
  /** What the step waits for, where it does. */
  waitsFor?: string | null;
  /** What stood once and no longer does asks for attention; what was never there is merely open. */
  begun?: boolean;
  /** Parts whose failure is shown on the step's page. */
  parts?: readonly Observed<unknown>[];
}

export function stepState(id: StepId, standing: Standing): StepState {
  const { summary, checks, waitsFor = null, parts = [] } = standing;
  return {
    id,
    title: stepTitles[id],
    status: statusOf(standing),
    summary,
    waitsFor,
    checks,
    problems: problemsOf(parts),
  };
}

function statusOf({ checks, waitsFor, begun }: Standing): StepStatus {
  if (waitsFor) return "waiting";
  if (checks.some(({ verdict }) => verdict === "bad")) return begun ? "attention" : "open";
  return checks.some(({ verdict }) => verdict === "unknown") ? "unknown" : "done";
}

/** Each cause once, however many parts it kept from being read. */
export function problemsOf(parts: readonly Observed<unknown>[]): Problem[] {
  const problems = new Map<string, Problem>();
  for (const part of parts) {
    if (part.ok) continue;
    const { code, what, evidence } = part.problem;
    problems.set(JSON.stringify([code, what, evidence]), part.problem);
  }
  return [...problems.values()];
}
