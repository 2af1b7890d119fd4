import type { ResourceState } from "../resource.ts";

/** Our part of a resource, as it was written and as it is now. */
export interface Moved {
  /** null: it was taken away. */
  written: ResourceState | null;
  /** null: nothing of it is there. */
  found: ResourceState | null;
  /** What happened to it, one or two sentences. */
  words: string;
  /** What this app took away is there again. */
  isBack?: true;
}

export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What of a list is still there. */
export function stillIn(list: Iterable<string>, found: readonly string[]): readonly string[] {
  return [...list].filter((entry) => found.includes(entry)).toSorted();
}

/** The entries of `found` under the keys of `wanted`. */
export function sameKeys<T>(wanted: Readonly<Record<string, T>>, found: Readonly<Record<string, T>>) {
  const keys = Object.keys(wanted).toSorted();
  return Object.fromEntries(
    keys.flatMap((key) => (Object.hasOwn(found, key) ? [[key, found[key] as T]] : [])),
  );
}
