import type { Plan, PlanDraft, PlanScope } from "#lib/domain/enrollment/resource.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type {
  Clock,
  JournalPort,
  LeasePort,
  PlanStore,
  ResourceContext,
  ResourceHandlers,
} from "#lib/enrollment/ports.ts";

/** Where the engine says what people need not see; pino fits. */
export interface EngineLog {
  warn(details: object, event: string): void;
  error(details: object, event: string): void;
}

export interface EngineDeps {
  journal: JournalPort;
  plans: PlanStore;
  lease: LeasePort;
  clock: Clock;
  handlers: ResourceHandlers;
  /** Names this process in leases; unique per start. */
  owner: string;
  /** Clients for a plan's account and cluster; asked anew for each run, so that renewed credentials count. */
  context(scope: PlanScope): Promise<ResourceContext>;
  newId(): string;
  log?: EngineLog;
}

export interface UndoConflict {
  changeKey: string;
  problem: Problem;
  /** It is no conflict to be resolved: these integrations need what is there, and it stays for their sake. */
  sharedWith?: readonly string[];
}

export interface PreparedUndo {
  /** What can be taken back, in order; without what conflicts, and without what would have to follow that. */
  draft: PlanDraft;
  conflicts: readonly UndoConflict[];
  /** What needs no change, with the reason. */
  nothing: readonly { changeKey: string; why: string }[];
}

export interface Engine {
  savePlan(draft: PlanDraft, by: string): Promise<Plan>;
  findPlan(planId: string): Promise<Plan | null>;
  /**
   * Starts the plan and returns once that is journaled; the run goes on by itself. A plan is carried out once:
   * asking again gives the same run.
   * @throws AppError `plan-not-found`, `plan-outdated`, `plan-belongs-elsewhere`, `lease-held`, and what reaching
   * the account and the cluster throws
   */
  apply(planId: string, by: string): Promise<{ runId: string }>;
  /**
   * Goes on with a run that stopped, was interrupted or left something unknown; with `retryFailed` also what failed
   * or conflicted. Looks first at what may have been written.
   * @throws AppError as `apply`, and `not-found`
   */
  continueRun(runId: string, by: string, options: { retryFailed: boolean }): Promise<{ runId: string }>;
  /** Compares what the run made with what is there now. @throws AppError `not-found`, `lease-held` */
  prepareUndo(runId: string): Promise<PreparedUndo>;
  run(runId: string): Promise<Run | null>;
  /** Ids of the runs that some process carries out now, at most one an account; one may have ended in this moment. */
  heldRuns(): Promise<readonly string[]>;
  /** Called after each journaled event and each wait of a run of this process; returns how to stop it. */
  subscribe(runId: string, listener: (run: Run) => void): () => void;
  /** At start: settles what runs of dead processes left open, by looking. They can then be continued. */
  settle(): Promise<void>;
  /** Resolves when no run of this process is under way. */
  idle(): Promise<void>;
}
