import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceContext } from "#lib/enrollment/ports.ts";
import type { AnyChange, AnyGround, ResourceRef } from "#lib/domain/enrollment/resource.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { bindResource, type BoundResource, type MaybeState } from "./bound-resource.ts";
import type { EngineDeps } from "./types.ts";

/** What an undo hands back to people, and what it does not, because it is no longer what was taken from them. */
export interface HandedBack {
  after: MaybeState;
  /** As it was when it was taken away: compared again right before the write. */
  standsOn: readonly AnyGround[];
  /** What the undo takes away, as it is now. */
  stoodOn: readonly AnyGround[];
  held: readonly Problem[];
}

interface TakenBack {
  intended: AnyChange;
  observed: MaybeState;
  after: MaybeState;
  /** Changes of the same undo that come before it. */
  earlier: readonly AnyChange[];
}

const isSameRef = (a: ResourceRef, b: ResourceRef) => a.kind === b.kind && a.id === b.id;

/** Reads each resource once, however many people it was taken from. */
export function handsBack(
  deps: EngineDeps,
  context: ResourceContext,
): (taken: TakenBack) => Promise<HandedBack> {
  const known = new Map<string, Promise<MaybeState>>();
  const bound = (resource: ResourceRef): BoundResource =>
    bindResource(deps.handlers, context, { resource, before: null, after: null } as AnyChange);
  const stateNow = async (ref: ResourceRef): Promise<MaybeState> => {
    const key = describeResource(ref);
    const reading = known.get(key) ?? bound(ref).read();
    known.set(key, reading);
    return await reading;
  };

  return async ({ intended, observed, after, earlier }) => {
    const resource = bindResource(deps.handlers, context, intended);
    const standsOn: AnyGround[] = [];
    const held: { ref: ResourceRef; problem: Problem }[] = [];
    for (const ref of resource.given(observed, after)) {
      const ground = intended.stoodOn?.find((each) => isSameRef(each.resource, ref));
      const restored = earlier.find((change) => isSameRef(change.resource, ref));
      const state = restored === undefined ? await stateNow(ref) : restored.after;
      if (ground !== undefined && bound(ref).same(state, ground.state)) standsOn.push(ground);
      else
        held.push({ ref, problem: notHandedBack(resource, ref, ground === undefined ? "unknown" : state) });
    }
    const stoodOn: AnyGround[] = [];
    for (const ref of resource.given(after, observed)) {
      const state = await stateNow(ref);
      if (state !== null) stoodOn.push({ resource: ref, state } as AnyGround);
    }
    return {
      after: resource.without(
        after,
        held.map(({ ref }) => ref),
      ),
      standsOn,
      stoodOn,
      held: held.map(({ problem }) => problem),
    };
  };
}

function notHandedBack(resource: BoundResource, ref: ResourceRef, found: MaybeState | "unknown"): Problem {
  return {
    code: "undo-conflict",
    what: `The ${describeResource(ref)} is not handed back: ${describeResource(resource.ref)}.`,
    why:
      found === "unknown"
        ? "What it gave when it was taken away is not on record, so it may give more by now."
        : found === null
          ? "Somebody removed it since."
          : "Somebody changed it since it was taken away: it would give something else now.",
    remedy: "Look at what it gives now; if the person shall have that, give it anew in step 5.",
    evidence: ref.id,
  };
}
