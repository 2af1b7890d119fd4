import { changeKey } from "../change-of.ts";
import type { ResourceKind, ResourceRef, ResourceStates } from "../resource.ts";
import type { ChangeStatus, Run } from "../run.ts";

/** One write of this app, as the journal has it. */
export interface Write<K extends ResourceKind = ResourceKind> {
  resource: ResourceRef<K>;
  before: ResourceStates[K] | null;
  after: ResourceStates[K] | null;
  integration: string;
  runId: string;
  by: string;
  /** ISO 8601. */
  at: string;
}

/** Everything that this app wrote, oldest first, by kind and id of the resource. */
export type WrittenRecord = ReadonlyMap<string, readonly Write[]>;

// What may or may not have been written is nobody's until a look has settled it.
const isWritten: ReadonlySet<ChangeStatus> = new Set<ChangeStatus>(["verified", "applied"]);

/** What the app wrote by these runs, in whatever order they come. */
export function recordOf(runs: readonly Run[]): WrittenRecord {
  const record = new Map<string, Write[]>();
  for (const run of runs.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))) {
    for (const { change, status, at } of run.changes) {
      if (!isWritten.has(status)) continue;
      const { resource, before, after } = change;
      const key = changeKey(resource.kind, resource.id);
      const { integration } = run.plan.scope;
      const write = { resource, before, after, integration, runId: run.id, by: run.startedBy };
      record.set(key, [...(record.get(key) ?? []), { ...write, at: at ?? run.startedAt }]);
    }
  }
  return record;
}

export function writesTo<K extends ResourceKind>(
  record: WrittenRecord,
  kind: K,
  id: string,
): readonly Write<K>[] {
  // Keys begin with the kind, so that only writes of this kind stand under one.
  return (record.get(changeKey(kind, id)) ?? []) as readonly Write<K>[];
}

/** Whether this app made the resource, and has not removed it since. */
export function isMadeHere(writes: readonly Write[]): boolean {
  return writes.reduce((made, { before, after }) => after !== null && (made || before === null), false);
}

/** Entries that this app added and has not taken out again; whether they are still there is another question. */
export function additions<K extends ResourceKind>(
  writes: readonly Write<K>[],
  entriesOf: (state: ResourceStates[K]) => readonly string[],
): ReadonlySet<string> {
  const added = new Set<string>();
  for (const { before, after } of writes) {
    const [had, has] = [before, after].map((state) => (state === null ? [] : entriesOf(state)));
    for (const entry of has ?? []) if (!had?.includes(entry)) added.add(entry);
    for (const entry of had ?? []) if (!has?.includes(entry)) added.delete(entry);
  }
  return added;
}

/** Entries that this app took out and has not put in again; whether they are back is another question. */
export function removals<K extends ResourceKind>(
  writes: readonly Write<K>[],
  entriesOf: (state: ResourceStates[K]) => readonly string[],
): ReadonlySet<string> {
  return additions(
    writes.map((write) => ({ ...write, before: write.after, after: write.before })),
    entriesOf,
  );
}

/**
 * What the resource was before this app began to change it: null where it was absent, undefined where nothing of what
 * the app wrote stands any more, because it was taken back.
 */
export function originOf<K extends ResourceKind>(
  writes: readonly Write<K>[],
): ResourceStates[K] | null | undefined {
  let origin: ResourceStates[K] | null | undefined;
  for (const { before, after } of writes) {
    if (origin === undefined) origin = before;
    if (JSON.stringify(after) === JSON.stringify(origin)) origin = undefined;
  }
  return origin;
}
