import type { AnyChange, ResourceRef, ResourceState } from "#lib/domain/enrollment/resource.ts";
import type {
  RenderedChange,
  ResourceContext,
  ResourceHandler,
  ResourceHandlers,
  UndoFacts,
  UndoOutcome,
} from "#lib/enrollment/ports.ts";

export type MaybeState = ResourceState | null;

/** The resource of one change with its handler and clients, its kind forgotten: the engine treats all nine alike. */
export interface BoundResource {
  readonly ref: ResourceRef;
  read(): Promise<MaybeState>;
  same(a: MaybeState, b: MaybeState): boolean;
  write(before: MaybeState, after: MaybeState): Promise<void>;
  undo(change: AnyChange, observed: MaybeState, facts: UndoFacts): UndoOutcome<ResourceRef["kind"]>;
  render(before: MaybeState, after: MaybeState): RenderedChange;
  dependents(): Promise<readonly string[]>;
  /** What the way from one to the other gives people: see `HandsOut`. */
  given(before: MaybeState, after: MaybeState): readonly ResourceRef[];
  without(state: MaybeState, held: readonly ResourceRef[]): MaybeState;
}

export function bindResource(
  handlers: ResourceHandlers,
  context: ResourceContext,
  { resource: ref, ...about }: Pick<AnyChange, "resource" | "before" | "after">,
): BoundResource {
  const handler: ResourceHandler = handlers[ref.kind];
  const { id } = ref;
  return {
    ref,
    read: () => handler.read(context, id, about),
    same: (a, b) => handler.same(a, b),
    write: (before, after) => handler.write(context, id, before, after),
    undo: ({ before, after }, observed, facts) =>
      handler.undo(context.scope, { id, before, after }, observed, facts),
    render: (before, after) => handler.render(id, before, after),
    dependents: () => handler.dependents(context, id),
    given: (before, after) => handler.handsOut?.given(before, after) ?? [],
    without: (state, held) => (state && handler.handsOut?.without(state, held)) ?? state,
  };
}
