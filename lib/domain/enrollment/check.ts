export type Verdict = "ok" | "bad" | "warn" | "off" | "unknown";

/** A named condition with a verdict, the evidence and a remedy. */
export interface Check {
  /** Stable, kebab-case, unique within its step. */
  id: string;
  title: string;
  verdict: Verdict;
  /** What was seen: exact text, ARN, value. */
  evidence: string | null;
  /** What to do where the verdict is not ok. */
  remedy: string | null;
  /** ISO 8601: when the evidence was read. */
  at: string | null;
}

/** A chip as the tables show it: never colour alone. */
export interface Light {
  state: Verdict;
  label: string;
  words: string;
}
