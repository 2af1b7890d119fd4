import { splitResourceId, type AnyChange } from "#lib/domain/enrollment/resource.ts";

/** Changes of one lane are made one after the other, lanes of one batch side by side, batches one after the other. */
export type Batch = readonly (readonly AnyChange[])[];

/** Trust policies and tags of different roles do not touch one another; everything else keeps the plan's order. */
function laneOf(change: AnyChange): string | null {
  const { kind, id } = change.resource;
  if (change.waitFor !== undefined) return null;
  return kind === "aws/role-trust" || kind === "aws/role-tag" ? splitResourceId(id)[0] : null;
}

export function schedule(changes: readonly AnyChange[]): readonly Batch[] {
  const batches: Batch[] = [];
  let lanes = new Map<string, AnyChange[]>();
  let laneOfKey = new Map<string, string>();
  const close = () => {
    if (lanes.size > 0) batches.push([...lanes.values()]);
    lanes = new Map();
    laneOfKey = new Map();
  };
  for (const change of changes) {
    const lane = laneOf(change);
    if (lane === null) {
      close();
      batches.push([[change]]);
      continue;
    }
    const needsOtherLane = change.needs.some((key) => (laneOfKey.get(key) ?? lane) !== lane);
    if (needsOtherLane) close();
    const queue = lanes.get(lane) ?? [];
    queue.push(change);
    lanes.set(lane, queue);
    laneOfKey.set(change.key, lane);
  }
  close();
  return batches;
}
