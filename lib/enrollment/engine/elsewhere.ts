import type { JournalPort } from "#lib/enrollment/ports.ts";
import { applyEntry, type RunFold } from "./run-fold.ts";

/**
 * Runs that other processes carry out, one an account, as far as the journal was read. People look at them all the time:
 * plan and events of a run over a thousand roles are not read again at each look.
 */
export class RunsElsewhere {
  private readonly kept = new Map<string, RunFold>();

  private readonly journal: Pick<JournalPort, "eventsOfRun">;
  private readonly load: (runId: string) => Promise<RunFold | null>;

  constructor(journal: RunsElsewhere["journal"], load: RunsElsewhere["load"]) {
    this.journal = journal;
    this.load = load;
  }

  /** As the journal has it now; null: there is none. */
  async read(runId: string): Promise<RunFold | null> {
    const fold = [...this.kept.values()].find((kept) => kept.runId === runId);
    if (fold === undefined) return await this.load(runId);
    for (const entry of await this.journal.eventsOfRun(runId, { after: fold.revision })) {
      // Two looks at once may bring the same entries.
      if (entry.sequence > fold.revision) applyEntry(fold, entry);
    }
    return fold;
  }

  keep(fold: RunFold): void {
    this.kept.set(fold.plan.scope.accountId, fold);
  }

  forget(fold: RunFold): void {
    if (this.kept.get(fold.plan.scope.accountId) === fold) this.kept.delete(fold.plan.scope.accountId);
  }
}
