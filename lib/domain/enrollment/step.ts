import type { Problem } from "#lib/domain/errors.ts";
import type { Check } from "./check.ts";
import type { StepId } from "./resource.ts";

/** In the order of the guide. */
export const stepIds = [
  "integration",
  "permissions",
  "trust",
  "app",
  "access",
  "launch",
] as const satisfies readonly StepId[];

/** `done`: the done-when of design section 5 holds; `waiting`: it waits for another step or a system. */
export type StepStatus = "done" | "open" | "waiting" | "attention" | "unknown";

export interface StepState {
  id: StepId;
  title: string;
  status: StepStatus;
  /** The short line under the title in the rail: "policy in place", "3 ready of 41 roles". */
  summary: string;
  /** What a waiting step waits for, in words. */
  waitsFor: string | null;
  checks: readonly Check[];
  problems: readonly Problem[];
}
