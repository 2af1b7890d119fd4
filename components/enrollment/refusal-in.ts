import type { Problem } from "#lib/domain/errors.ts";

/** What the app says to whoever may not call the action at all; null: something else went wrong. */
export function refusalIn(error: unknown): Problem | null {
  try {
    const said = JSON.parse(error instanceof Error ? error.message : "") as Partial<Problem> | null;
    return said?.code && said.what && said.why && said.remedy ? (said as Problem) : null;
  } catch {
    // The words of some other failure.
    return null;
  }
}
