import type { Tag } from "#lib/domain/aws/types.ts";
import type { Labels, LabelSelectors } from "#lib/domain/teleport/types.ts";

/* Comparisons in which order and repetition do not count: AWS and Teleport keep neither. */

export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a);
  return left.size === new Set(b).size && b.every((item) => left.has(item));
}

export function sameTags(a: readonly Tag[], b: readonly Tag[]): boolean {
  const text = ({ key, value }: Tag) => JSON.stringify([key.toLowerCase(), value]);
  return sameSet(a.map(text), b.map(text));
}

export function sameLabels(a: Labels, b: Labels): boolean {
  const texts = (labels: Labels) => Object.entries(labels).map((entry) => JSON.stringify(entry));
  return sameSet(texts(a), texts(b));
}

export function sameSelectors(a: LabelSelectors, b: LabelSelectors): boolean {
  return (
    sameSet(Object.keys(a), Object.keys(b)) &&
    Object.entries(a).every(([key, values]) => sameSet(values, b[key] ?? []))
  );
}

/** Equal when both are absent, or both there and equal by `same`. */
export function sameOrAbsent<T>(a: T | null, b: T | null, same: (a: T, b: T) => boolean): boolean {
  return a === null || b === null ? a === b : same(a, b);
}

/** What of `list` is not in `other`. */
export function without(list: readonly string[], other: readonly string[]): readonly string[] {
  return list.filter((item) => !other.includes(item));
}
