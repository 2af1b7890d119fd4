import type { Run } from "#lib/domain/enrollment/run.ts";
import type { EngineLog } from "./types.ts";

type Listener = (run: Run) => void;

/** A large run is told of in steps: putting a thousand changes together for each of its events would slow it down. */
const tellEveryMs = 200;
const largeFrom = 50;

interface Audience {
  listeners: Set<Listener>;
  /** The state that is told when the pause is over. */
  pending: { current: () => Run; timer: NodeJS.Timeout } | null;
  isLarge: boolean;
}

export class RunListeners {
  readonly #audiences = new Map<string, Audience>();
  readonly #log: EngineLog | undefined;

  constructor(log: EngineLog | undefined) {
    this.#log = log;
  }

  add(runId: string, listener: Listener): () => void {
    const audience = this.#audiences.get(runId) ?? { listeners: new Set(), pending: null, isLarge: false };
    this.#audiences.set(runId, audience);
    audience.listeners.add(listener);
    return () => {
      audience.listeners.delete(listener);
      if (audience.listeners.size > 0) return;
      if (audience.pending !== null) clearTimeout(audience.pending.timer);
      if (this.#audiences.get(runId) === audience) this.#audiences.delete(runId);
    };
  }

  /** A run is only put together where somebody listens; `now`: its end, which nobody waits for. */
  publish(runId: string, current: () => Run, when: "soon" | "now" = "soon"): void {
    const audience = this.#audiences.get(runId);
    if (audience === undefined) return;
    if (audience.pending !== null) {
      audience.pending.current = current;
      if (when === "soon") return;
      clearTimeout(audience.pending.timer);
      audience.pending = null;
    }
    if (when === "now" || !audience.isLarge) return this.#tellAll(runId, audience, current());
    const timer = setTimeout(() => {
      const latest = audience.pending?.current;
      audience.pending = null;
      if (latest !== undefined) this.#tellAll(runId, audience, latest());
    }, tellEveryMs);
    timer.unref();
    audience.pending = { current, timer };
  }

  /** A listener's fault is not the run's. */
  tell(runId: string, listener: Listener, run: Run): void {
    try {
      listener(run);
    } catch (error) {
      this.#log?.error({ err: error, runId }, "A listener of a run failed");
    }
  }

  #tellAll(runId: string, audience: Audience, run: Run): void {
    audience.isLarge = run.changes.length >= largeFrom;
    for (const listener of audience.listeners) this.tell(runId, listener, run);
  }
}
