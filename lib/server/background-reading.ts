import "server-only";
import { systemClock } from "./clock.ts";
import { log } from "./log.ts";
import { lastObservation, readAgain } from "./observations.ts";
import { listEnrollments, readOverviewAgain } from "./overview.ts";
import { activeRunOf } from "./runs.ts";

const minuteMs = 60_000;
/** Two processes, or ten, do not ask AWS at the same moment. */
const roundMs = { least: 12 * minuteMs, most: 18 * minuteMs };
/** What an admin has had read since then is not read again. */
const freshMs = 10 * minuteMs;

/**
 * Reads every enrolled account now and then, one after the other: portals say what AWS would do, no page waits for it, and
 * no visit of an admin is needed. Never throws.
 */
export async function readEnrolled(): Promise<void> {
  try {
    // Enrollments come and go, and the identity may have been written since the app started.
    await readOverviewAgain();
  } catch (error) {
    log.warn({ err: error }, "reading cluster and accounts in the background failed");
  }
  const list = listEnrollments();
  if (list === "unread") return;
  for (const { integration, kind } of list.enrollments) {
    if (kind !== "enrollment" || isFresh(integration)) continue;
    try {
      // A run reads for itself, and what it does shows when it is over.
      if ((await activeRunOf(integration)) === null) await readAgain(integration);
    } catch (error) {
      log.warn({ err: error, integration }, "reading an account in the background failed");
    }
  }
}

function isFresh(integration: string): boolean {
  const at = lastObservation(integration)?.scan.at;
  return at !== undefined && systemClock.now().getTime() - Date.parse(at) < freshMs;
}

/** One round after the other, from now on until the process ends. */
export async function keepReading(): Promise<void> {
  await readEnrolled();
  const waitMs = roundMs.least + Math.random() * (roundMs.most - roundMs.least);
  setTimeout(() => void keepReading(), waitMs).unref();
}
