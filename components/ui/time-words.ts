const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "12 s ago", "in 40 min"; a clock that runs a little behind the server's never says "in 2 s" for the past. */
export function relativeWords(atMs: number, nowMs: number): string {
  const awayMs = atMs - nowMs;
  if (awayMs > 5 * secondMs) return `in ${length(awayMs)}`;
  return `${length(Math.max(0, -awayMs))} ago`;
}

function length(ms: number): string {
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  if (ms < 2 * dayMs) return `${Math.floor(ms / hourMs)} h`;
  return `${Math.floor(ms / dayMs)} days`;
}

/** The same on every machine: "2026-11-22 14:02:07 UTC". */
export function exactWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
