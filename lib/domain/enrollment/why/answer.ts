import type { Check } from "../check.ts";
import type { StepId } from "../resource.ts";

/** May one person open one role? Asked of what was read last. */
export interface WhyQuestion {
  userName: string;
  roleArn: string;
  /** Whether a lock in force names the user or a role of theirs; null: the locks could not be read. */
  locked: boolean | null;
}

/** Where the cause is mended. */
export type WhyMend = { kind: "step"; step: StepId } | { kind: "role" };

export interface WhyCause {
  /** The check that decides. */
  checkId: string;
  /** What is wrong, one sentence. */
  words: string;
  /** What to do, or why it matters. */
  remedy: string | null;
  mend: WhyMend | null;
}

export interface WhyGroup {
  title: string;
  checks: readonly Check[];
}

export interface WhyAnswer {
  /** A prediction: only Teleport itself can assume the role. */
  answer: "can" | "cannot" | "unknown";
  /** What refuses, else what can't be known; null where nothing stands in the way. */
  first: WhyCause | null;
  /** From the person to the role. */
  groups: readonly WhyGroup[];
}
