import type { Problem } from "#lib/domain/errors.ts";
import type { EnrollmentNow } from "#lib/domain/enrollment/enrollment-now.ts";
import { noAnswer } from "./action-call.ts";
import { refusalIn } from "./refusal-in.ts";
import { enrollmentHref } from "./step-words.ts";

/** `problem` null: nobody answered, which a moment later may be otherwise. */
export type NowAnswer = { ok: true; now: EnrollmentNow } | { ok: false; problem: Problem | null };

/**
 * Asks what goes on in an enrollment. It makes no page again: whoever is not signed in any more is told so, and keeps
 * what they entered.
 */
export async function askNow(integration: string): Promise<NowAnswer> {
  try {
    // Behind Teleport an ended session leads away, to a page that only a person can use.
    const response = await fetch(`${enrollmentHref(integration)}/now`, {
      cache: "no-store",
      redirect: "manual",
    });
    if (response.ok) return { ok: true, now: (await response.json()) as EnrollmentNow };
    if (response.type === "opaqueredirect") return { ok: false, problem: noAnswer };
    return { ok: false, problem: refusalIn(new Error(await response.text())) };
  } catch {
    return { ok: false, problem: null };
  }
}
