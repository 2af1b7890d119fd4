import "server-only";
import type { Problem } from "#lib/domain/errors.ts";
import { container } from "./container.ts";
import { log } from "./log.ts";

const dayMs = 24 * 3_600_000;

// Next may load this module more than once in one process: what was found is kept outside of it.
const holder = globalThis as { awsAccessJournalProblem?: Problem | null };

/** What following the journal's chain showed last: it stands on every page. */
export function journalProblem(): Problem | null {
  return holder.awsAccessJournalProblem ?? null;
}

/** Follows the whole chain: an entry that was changed, taken out or cut off by other hands than the app's breaks it. */
export async function checkJournal(): Promise<void> {
  const { journal } = await container();
  const broken = await journal.firstBrokenLink();
  holder.awsAccessJournalProblem = broken === null ? null : tampered(broken);
  if (broken !== null) log.error({ entry: broken }, "the journal was changed outside the app");
}

/** Now and once a day, until the process ends. */
export async function keepCheckingJournal(): Promise<void> {
  try {
    await checkJournal();
  } catch (error) {
    log.warn({ err: error }, "following the journal's chain failed");
  }
  setTimeout(() => void keepCheckingJournal(), dayMs).unref();
}

function tampered(entry: number): Problem {
  return {
    code: "journal-tampered",
    what: `The journal was changed outside the app: its chain breaks at entry ${entry}.`,
    why: "Each entry carries a hash over itself and the one before, made with the journal’s key. From this entry on they no longer fit, so somebody with access to the database changed, removed or cut off entries.",
    remedy:
      "Compare the database with a backup and find out who can write to it. Until then don’t rely on runs, their outcomes and undo from this entry on.",
    evidence: `entry ${entry}`,
  };
}
