import type { Check, Light, Verdict } from "./check.ts";
import type { Observed } from "./observation.ts";

export interface Finding {
  verdict: Verdict;
  evidence?: string | null;
  remedy?: string | null;
}

/** A check on one observed part; where that could not be read, the check is unknown and says why. */
export function checkOf<T>(
  id: string,
  title: string,
  part: Observed<T>,
  judge: (value: T) => Finding,
): Check {
  if (!part.ok) {
    const { what, why, remedy } = part.problem;
    return { id, title, verdict: "unknown", evidence: `${what} ${why}`, remedy, at: part.at };
  }
  const { verdict, evidence = null, remedy = null } = judge(part.value);
  return { id, title, verdict, evidence, remedy, at: part.at };
}

/** A check with its evidence as a chip; `okWords` instead of the evidence where that is said beside it already. */
export function lightOf(check: Check, label: string, okWords = check.evidence): Light {
  const words = check.verdict === "ok" ? okWords : (check.remedy ?? check.evidence);
  return { state: check.verdict, label, words: words ?? check.title };
}
