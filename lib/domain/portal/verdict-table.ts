import type { PortalVerdict } from "./view.ts";

/** Keeps equal verdicts once: thousands of roles share a handful. */
export function verdictTable() {
  const all: PortalVerdict[] = [];
  const places = new Map<string, number>();
  return {
    all,
    /** Its place among `all`. */
    add(verdict: PortalVerdict): number {
      const key = JSON.stringify([verdict.state, verdict.label, verdict.words, verdict.at]);
      const place = places.get(key) ?? all.push(verdict) - 1;
      places.set(key, place);
      return place;
    },
  };
}
