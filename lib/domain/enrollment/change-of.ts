import type { AnyGround, Change, ResourceKind, ResourceStates, WaitKind } from "./resource.ts";

/** One resource is changed at most once in a plan, so its kind and id name the change. */
export function changeKey(kind: ResourceKind, id: string): string {
  return `${kind}:${id}`;
}

export interface ChangeDetails<K extends ResourceKind> {
  before: ResourceStates[K] | null;
  after: ResourceStates[K] | null;
  why: string;
  needs?: readonly string[];
  waitFor?: WaitKind;
  standsOn?: readonly AnyGround[];
  stoodOn?: readonly AnyGround[];
}

export function changeOf<K extends ResourceKind>(kind: K, id: string, details: ChangeDetails<K>): Change<K> {
  const { before, after, why, needs = [], waitFor, standsOn = [], stoodOn = [] } = details;
  return {
    key: changeKey(kind, id),
    resource: { kind, id },
    before,
    after,
    why,
    needs,
    ...(waitFor ? { waitFor } : {}),
    ...(standsOn.length > 0 ? { standsOn } : {}),
    ...(stoodOn.length > 0 ? { stoodOn } : {}),
  };
}
