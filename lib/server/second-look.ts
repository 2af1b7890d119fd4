import "server-only";
import { readingAtMostMs } from "#lib/enrollment/could-be-seen.ts";
import { log } from "./log.ts";

/** Later than the moment from which on a reading had to see what the run wrote. */
const waitMs = readingAtMostMs + 5_000;

const waiting = new Map<string, NodeJS.Timeout>();

/**
 * The reading at the end of a run is too early to say that something moved since. One more, a minute later: else drift in
 * these first moments would show only with the next round in the background. Runs in a row share it.
 */
export function lookAgainLater(integration: string, read: () => Promise<unknown>): void {
  clearTimeout(waiting.get(integration));
  const timer = setTimeout(() => {
    waiting.delete(integration);
    read().catch((error: unknown) =>
      log.warn({ err: error, integration }, "reading a minute after a run failed"),
    );
  }, waitMs);
  waiting.set(integration, timer.unref());
}
