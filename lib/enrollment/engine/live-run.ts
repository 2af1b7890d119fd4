import pLimit from "p-limit";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import type { JournalEvent, Run } from "#lib/domain/enrollment/run.ts";
import { isRunStopping, type ErrorCode, type Problem } from "#lib/domain/errors.ts";
import type { JournalPort, ResourceContext } from "#lib/enrollment/ports.ts";
import { bindResource, type BoundResource } from "./bound-resource.ts";
import type { LeaseKeeper } from "./lease-keeper.ts";
import { sameRefusalThrice } from "./problems.ts";
import { applyEntry, toRun, type FoldedChange, type RunFold } from "./run-fold.ts";
import type { EngineDeps, EngineLog } from "./types.ts";

/**
 * Refusals that say something about one resource alone: three of them in a row say nothing about the next. Any other
 * refusal that comes three times running would come for the rest as well.
 */
const ofOneResource: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "aws-dead-principal",
  "aws-not-found",
  "aws-quota",
  "aws-unmodifiable",
  "changed-meanwhile",
  "still-needed",
  "teleport-not-found",
]);

const refusalsThatStop = 3;

/** IAM's limits are per account and not published: so many requests of a run are out at a time. */
export const requestsAtOnce = 4;

/** An event of a run without the run's id. */
export type RunEvent = JournalEvent extends infer E
  ? E extends { runId: string }
    ? Omit<E, "runId">
    : never
  : never;

/** A run under way in this process: journals first, then folds, then tells whoever listens. */
export class LiveRun {
  readonly fold: RunFold;
  readonly context: ResourceContext;
  readonly #deps: EngineDeps;
  readonly #keeper: LeaseKeeper;
  readonly #publish: (run: () => Run) => void;
  readonly #limit = pLimit(requestsAtOnce);
  readonly #waiting = new Map<string, string>();
  #stop: Problem | null = null;
  #refusals: { code: ErrorCode | null; count: number } = { code: null, count: 0 };

  constructor(parts: {
    fold: RunFold;
    context: ResourceContext;
    deps: EngineDeps;
    keeper: LeaseKeeper;
    publish: (run: () => Run) => void;
  }) {
    this.fold = parts.fold;
    this.context = parts.context;
    this.#deps = parts.deps;
    this.#keeper = parts.keeper;
    this.#publish = parts.publish;
  }

  get journal(): JournalPort {
    return this.#deps.journal;
  }

  get log(): EngineLog | undefined {
    return this.#deps.log;
  }

  /** Why no further change may begin, or null. */
  get stopped(): Problem | null {
    return this.#stop;
  }

  changes(): readonly FoldedChange[] {
    return [...this.fold.changes.values()];
  }

  bind(change: Pick<AnyChange, "resource" | "before" | "after">): BoundResource {
    const bound = bindResource(this.#deps.handlers, this.context, change);
    return {
      ...bound,
      read: () => this.#limit(() => bound.read()),
      write: (before, after) => this.#limit(() => bound.write(before, after)),
      dependents: () => this.#limit(() => bound.dependents()),
    };
  }

  async record(event: RunEvent): Promise<void> {
    const whole = { ...event, runId: this.fold.runId } as JournalEvent;
    applyEntry(this.fold, await this.#deps.journal.append(whole));
    if ("changeKey" in event) this.#waiting.delete(event.changeKey);
    this.publish();
  }

  waitFor(changeKey: string, words: string): void {
    if (this.#waiting.get(changeKey) === words) return;
    this.#waiting.set(changeKey, words);
    this.publish();
  }

  doneWaiting(changeKey: string): void {
    if (this.#waiting.delete(changeKey)) this.publish();
  }

  publish(): void {
    this.#publish(() => this.toRun());
  }

  toRun(): Run {
    return toRun(this.fold, { active: true, waiting: this.#waiting, undone: null });
  }

  /** Pauses by the clock, and keeps the lease meanwhile. */
  async sleep(durationMs: number): Promise<void> {
    await this.#deps.clock.sleep(durationMs);
    await this.#keeper.check();
  }

  /** Nothing is written without the lease. @throws AppError `lease-lost` */
  assertLease(): Promise<void> {
    return this.#keeper.check();
  }

  stop(problem: Problem): void {
    this.#stop ??= problem;
  }

  /** Counts a change's failure; stops the run where the failure is one of the run. */
  refused(problem: Problem): void {
    if (isRunStopping(problem.code)) return this.stop(problem);
    if (ofOneResource.has(problem.code)) return;
    const { code, count } = this.#refusals;
    this.#refusals = { code: problem.code, count: code === problem.code ? count + 1 : 1 };
    if (this.#refusals.count >= refusalsThatStop) this.stop(sameRefusalThrice(problem));
  }

  succeeded(): void {
    this.#refusals = { code: null, count: 0 };
  }
}
