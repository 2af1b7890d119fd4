import type { AnyChange, Change, ResourceKind, ResourceStates } from "#lib/domain/enrollment/resource.ts";

/** A change of any kind, with what a test does not care about filled in. */
export function change<K extends ResourceKind>(
  kind: K,
  id: string,
  before: ResourceStates[K] | null,
  after: ResourceStates[K] | null,
  over: Partial<Change<K>> = {},
): AnyChange {
  const made: Change<K> = {
    key: `${kind}:${id}`,
    resource: { kind, id },
    before,
    after,
    why: "It must be so.",
    needs: [],
    ...over,
  };
  return made as AnyChange;
}
