import type { Run } from "#lib/domain/enrollment/run.ts";
import type { EngineLog } from "./types.ts";

type Listener = (run: Run) => void;

export class RunListeners {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #log: EngineLog | undefined;

  constructor(log: EngineLog | undefined) {
    this.#log = log;
  }

  add(runId: string, listener: Listener): () => void {
    const ofRun = this.#listeners.get(runId) ?? new Set();
    this.#listeners.set(runId, ofRun);
    ofRun.add(listener);
    return () => {
      ofRun.delete(listener);
      if (ofRun.size === 0 && this.#listeners.get(runId) === ofRun) this.#listeners.delete(runId);
    };
  }

  /** A run of thousands is only put together where somebody listens; a listener's fault is not the run's. */
  publish(runId: string, current: () => Run): void {
    const ofRun = this.#listeners.get(runId);
    if (ofRun === undefined) return;
    const run = current();
    for (const listener of ofRun) {
      try {
        listener(run);
      } catch (error) {
        this.#log?.error({ err: error, runId }, "A listener of a run failed");
      }
    }
  }
}
