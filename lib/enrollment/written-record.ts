import { recordOf, type WrittenRecord } from "#lib/domain/enrollment/record/written.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { JournalPort } from "./ports.ts";

export interface RecordDeps {
  journal: Pick<JournalPort, "runs">;
  engine: { run(runId: string): Promise<Run | null> };
}

/**
 * What this app wrote in an account, by whichever enrollment. `unread` is told of a run that can't be read, and the rest
 * counts; left out, the first such run ends it: nothing is taken away by a record with holes.
 */
export async function writtenRecord(
  { journal, engine }: RecordDeps,
  accountId: string,
  unread?: (runId: string, error: unknown) => void,
): Promise<WrittenRecord> {
  const runs: Run[] = [];
  for (const id of await journal.runs({ accountId })) {
    try {
      const run = await engine.run(id);
      if (run !== null) runs.push(run);
    } catch (error) {
      if (unread === undefined || !isOfOneRun(error)) throw error;
      unread(id, error);
    }
  }
  return recordOf(runs);
}

/** What is stored of one run's plan is missing or changed: not the journal as a whole, which may answer in the next moment. */
export function isOfOneRun(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === "plan-not-found" || error.code === "plan-outdated");
}
