import type { Clock } from "#lib/enrollment/ports.ts";

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (durationMs, signal) => {
    if (signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, durationMs);
      function done() {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      }
      signal?.addEventListener("abort", done);
    });
  },
};
