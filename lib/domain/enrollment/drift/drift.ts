import { shortHash } from "#lib/domain/aws/short-hash.ts";
import { homeOf } from "../home.ts";
import type { Observation, Observed } from "../observation.ts";
import { writesTo, type Write, type WrittenRecord } from "../record/written.ts";
import { splitResourceId, type ResourceKind, type StepId } from "../resource.ts";
import { movedPolicy, movedProvider, movedRole, movedTag, movedTrust, partOfRole } from "./in-aws.ts";
import { movedAccessRole, movedApp, movedIntegration, movedUser } from "./in-teleport.ts";
import type { Moved } from "./moved.ts";
import {
  returnedAccessRole,
  returnedIntegration,
  returnedPolicy,
  returnedTrust,
  returnedUser,
} from "./returned.ts";

/** A resource whose part of ours is no longer as this app wrote it last. */
export interface Drift extends Moved {
  kind: ResourceKind;
  id: string;
  /** The last write. */
  at: string;
  by: string;
  runId: string;
  /** The step that plans it again. */
  step: StepId;
  /** Names what was found and the write that it differs from: who accepts it accepts this, and nothing that comes later. */
  fingerprint: string;
}

/** An admin takes it as it is, and has not taken that back. */
export interface AdoptedDrift {
  fingerprint: string;
  by: string;
  /** ISO 8601. */
  at: string;
}

export interface DriftContext {
  /** Whether what was written then had to be seen by a reading that was over at `readAt`. */
  couldBeSeen(writtenAt: string, readAt: string): boolean;
}

/**
 * What the journal says was written last, against what is there now. Only our part counts, and what was taken out of it:
 * what others added beside it is theirs; what could not be read, or was written too late for the reading to have seen it, has not moved.
 */
export function driftOf(
  o: Observation,
  record: WrittenRecord,
  { couldBeSeen }: DriftContext,
): readonly Drift[] {
  return ownWrites(o, record).flatMap((last) => {
    const { kind, id } = last.resource;
    const { at, by, runId } = last;
    if (!couldBeSeen(at, comparisons[kind].part(o, id).at)) return [];
    return movesOf(o, record, last).map((moved) => {
      const fingerprint = `${kind}:${id}#${shortHash(JSON.stringify([moved.found, runId]))}`;
      return { ...moved, kind, id, at, by, runId, step: stepOf(o, last), fingerprint };
    });
  });
}

/** Apart: what nobody has said anything of, and what somebody takes as it is. */
export function byAdoption(
  drifts: readonly Drift[],
  adopted: readonly AdoptedDrift[],
): { open: readonly Drift[]; accepted: readonly (AdoptedDrift & { drift: Drift })[] } {
  const known = new Map(adopted.map((each) => [each.fingerprint, each]));
  return {
    open: drifts.filter(({ fingerprint }) => !known.has(fingerprint)),
    accepted: drifts.flatMap((drift) => {
      const said = known.get(drift.fingerprint);
      return said ? [{ ...said, drift }] : [];
    }),
  };
}

/** How many resources were read, and written too shortly before for the reading to tell. */
export function tooFresh(o: Observation, record: WrittenRecord, { couldBeSeen }: DriftContext): number {
  return ownWrites(o, record).filter(({ resource: { kind, id }, at }) => {
    const part = comparisons[kind].part(o, id);
    return part.ok && !couldBeSeen(at, part.at);
  }).length;
}

/** The last write to each resource, where it was this enrollment's. */
function ownWrites(o: Observation, record: WrittenRecord): readonly Write[] {
  return [...record.values()].flatMap((writes) => {
    const last = writes.at(-1);
    return last?.integration === o.integrationName ? [last] : [];
  });
}

interface Comparison<K extends ResourceKind> {
  step: StepId;
  /** The part of the reading that the resource is looked for in. */
  part(o: Observation, id: string): Observed<unknown>;
  moved(o: Observation, writes: readonly Write<K>[], id: string): Moved | null;
  /** What was taken away and is there again; absent where its return opens nothing. */
  returned?(o: Observation, writes: readonly Write<K>[], id: string): Moved | null;
}

const comparisons: { readonly [K in ResourceKind]: Comparison<K> } = {
  "aws/oidc-provider": { step: "integration", part: ({ provider }) => provider, moved: movedProvider },
  "aws/role": { step: "integration", part: partOfRole, moved: movedRole },
  "aws/role-trust": { step: "trust", part: partOfRole, moved: movedTrust, returned: returnedTrust },
  "aws/role-tag": { step: "trust", part: partOfRole, moved: movedTag },
  "aws/inline-policy": {
    step: "permissions",
    part: partOfRole,
    moved: movedPolicy,
    returned: returnedPolicy,
  },
  "teleport/integration": {
    step: "integration",
    part: ({ integration }) => integration,
    moved: movedIntegration,
    returned: returnedIntegration,
  },
  "teleport/app-server": { step: "app", part: ({ apps }) => apps, moved: movedApp },
  "teleport/access-role": {
    step: "access",
    part: ({ roles }) => roles,
    moved: movedAccessRole,
    returned: returnedAccessRole,
  },
  "teleport/user-access": {
    step: "access",
    part: ({ users }) => users,
    moved: movedUser,
    returned: returnedUser,
  },
};

/** Of one resource a part may be missing and another one be back. */
function movesOf<K extends ResourceKind>(
  o: Observation,
  record: WrittenRecord,
  { resource: { kind, id } }: Write<K>,
): readonly Moved[] {
  const { moved, returned }: Comparison<K> = comparisons[kind];
  const writes = writesTo(record, kind, id);
  return [moved(o, writes, id), returned?.(o, writes, id) ?? null].filter((one) => one !== null);
}

function stepOf(o: Observation, { resource: { kind, id } }: Write): StepId {
  const isOwnRole = kind.startsWith("aws/role-") && splitResourceId(id)[0] === homeOf(o).integrationRoleArn;
  return isOwnRole ? "integration" : comparisons[kind].step;
}
