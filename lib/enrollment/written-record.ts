import { recordOf, type WrittenRecord } from "#lib/domain/enrollment/record/written.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import type { JournalPort } from "./ports.ts";

export interface RecordDeps {
  journal: Pick<JournalPort, "runs">;
  engine: { run(runId: string): Promise<Run | null> };
}

/** What lies further back counts as written by somebody else: it is then left alone. */
const runsAtMost = 1_000;

/** What this app wrote in an account, by whichever enrollment. */
export async function writtenRecord(
  { journal, engine }: RecordDeps,
  accountId: string,
): Promise<WrittenRecord> {
  const runs: Run[] = [];
  for (const id of await journal.runs({ limit: runsAtMost })) {
    const run = await engine.run(id);
    if (run?.plan.scope.accountId === accountId) runs.push(run);
  }
  return recordOf(runs);
}
