import { AppError } from "#lib/domain/errors.ts";
import { readFailure } from "./aws-failure.ts";

/**
 * Whether a refused create is our own success: the answer to the first attempt was lost on the way, and the retry
 * found what it had made. `matches` looks whether what exists is what was to be made.
 */
export async function wasOurEarlierAttempt(
  error: unknown,
  matches: () => Promise<boolean>,
): Promise<boolean> {
  if (!(error instanceof AppError) || error.code !== "aws-already-exists") return false;
  return readFailure(error.cause).attempts > 1 && (await matches());
}
