import type { Clock } from "#lib/enrollment/ports.ts";

interface Token {
  getRetryCount(): number;
  getRetryDelay(): number;
  /** Capacity that the last retry took, given back when the call succeeds. */
  getRetryCost(): number | undefined;
}

interface FailedAttempt {
  errorType: "THROTTLING" | "TRANSIENT" | "SERVER_ERROR" | "CLIENT_ERROR";
  error?: unknown;
  retryAfterHint?: Date;
}

const bucketCapacity = 500;
const costOfRetry = 14;
const costOfThrottlingRetry = 5;
const longestDelayMs = 20_000;
/** A server that never answers costs a whole timeout each time. */
const attemptsOnTimeout = 2;

/** First delay in milliseconds for errors that are worth another attempt; null: final. */
function baseDelayMs(attempt: FailedAttempt): number | null {
  const name = attempt.error instanceof Error ? attempt.error.name : "";
  // IAM's quota error is in the SDK's list of throttling errors by its name only.
  if (name === "LimitExceededException" || name === "LimitExceeded") return null;
  // The SDK does not retry it, although AWS asks for patience; entities are locked for seconds.
  if (name === "ConcurrentModificationException" || name === "ConcurrentModification") return 500;
  if (attempt.errorType === "THROTTLING") return 1_000;
  return attempt.errorType === "TRANSIENT" ? 50 : null;
}

/**
 * The SDK's standard mode (full jitter, doubling, one bucket per client) with two corrections for IAM, and with its
 * waiting on a clock that tests control.
 */
export function iamRetryStrategy(options: { clock: Clock; maxAttempts: number; random: () => number }) {
  let capacity = bucketCapacity;

  const token = (count: number, cost?: number): Token => ({
    getRetryCount: () => count,
    getRetryDelay: () => 0,
    getRetryCost: () => cost,
  });

  return {
    mode: "standard",
    acquireInitialRetryToken: async (): Promise<Token> => token(0),
    async refreshRetryTokenForRetry(previous: Token, attempt: FailedAttempt): Promise<Token> {
      const base = baseDelayMs(attempt);
      const timedOut = attempt.error instanceof Error && attempt.error.name === "TimeoutError";
      const allowed = timedOut ? Math.min(attemptsOnTimeout, options.maxAttempts) : options.maxAttempts;
      const cost = attempt.errorType === "THROTTLING" ? costOfThrottlingRetry : costOfRetry;
      if (base === null || previous.getRetryCount() + 1 >= allowed || capacity < cost) {
        throw new Error("No further attempt");
      }
      capacity -= cost;
      const backOffMs = options.random() * Math.min(longestDelayMs, base * 2 ** previous.getRetryCount());
      const hintedMs = attempt.retryAfterHint
        ? attempt.retryAfterHint.getTime() - options.clock.now().getTime()
        : 0;
      await options.clock.sleep(Math.max(backOffMs, Math.min(hintedMs, longestDelayMs)));
      return token(previous.getRetryCount() + 1, cost);
    },
    recordSuccess(used: Token): void {
      capacity = Math.min(bucketCapacity, capacity + (used.getRetryCost() ?? 1));
    },
  };
}
