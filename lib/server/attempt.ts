import "server-only";
import { observed, type Observed } from "#lib/domain/enrollment/observation.ts";
import { AppError } from "#lib/domain/errors.ts";
import { systemClock } from "./clock.ts";

/** What was read, or the named reason why it could not be; what nobody foresaw is thrown. */
export async function attempt<T>(reading: Promise<T>): Promise<Observed<T>> {
  try {
    return observed(await reading, systemClock.now().toISOString());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, problem: error.problem, at: systemClock.now().toISOString() };
  }
}
