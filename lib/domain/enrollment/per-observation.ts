import type { Observation } from "./observation.ts";

/** Judging thousands of roles is done once per observation, however many steps and pages ask. A failure is not kept. */
export function perObservation<T>(judge: (o: Observation) => T): (o: Observation) => T {
  const known = new WeakMap<Observation, { value: T }>();
  return (o) => {
    const found = known.get(o);
    if (found) return found.value;
    const value = judge(o);
    known.set(o, { value });
    if (value instanceof Promise) value.catch(() => known.delete(o));
    return value;
  };
}
