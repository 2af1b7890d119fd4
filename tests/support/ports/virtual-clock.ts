import type { Clock } from "#lib/enrollment/ports.ts";

interface Sleeper {
  due: number;
  wake: () => void;
}

/**
 * Time that passes only while somebody sleeps: sleepers wake in the order of their times, each as soon as everything
 * else has had its turn. Two minutes of back-off take no time, and their order stays true.
 */
export class VirtualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #pumping = false;
  /** Every duration that was slept, in order. */
  readonly slept: number[] = [];

  constructor(start = "2026-11-22T09:00:00.000Z") {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(durationMs: number): void {
    this.#now += durationMs;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(durationMs);
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { due: this.#now + durationMs, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      });
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#pumping || this.#sleepers.length === 0) return;
    this.#pumping = true;
    setImmediate(() => {
      this.#pumping = false;
      this.#sleepers.sort((a, b) => a.due - b.due);
      const next = this.#sleepers.shift();
      if (next !== undefined) {
        this.#now = Math.max(this.#now, next.due);
        next.wake();
      }
      this.#pump();
    });
  }
}
