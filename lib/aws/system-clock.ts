import { setTimeout } from "node:timers/promises";
import type { Clock } from "#lib/enrollment/ports.ts";

export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(durationMs, signal) {
    try {
      await setTimeout(durationMs, undefined, signal ? { signal } : {});
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};
