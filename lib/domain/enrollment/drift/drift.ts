import { shortHash } from "#lib/domain/aws/short-hash.ts";
import { homeOf } from "../home.ts";
import type { Observation, Observed } from "../observation.ts";
import { writesTo, type Write, type WrittenRecord } from "../record/written.ts";
import { splitResourceId, type ResourceKind, type StepId } from "../resource.ts";
import { movedPolicy, movedProvider, movedRole, movedTag, movedTrust, partOfRole } from "./in-aws.ts";
import { movedAccessRole, movedApp, movedIntegration, movedUser } from "./in-teleport.ts";
import type { Moved } from "./moved.ts";

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

export interface DriftContext {
  accepted: ReadonlySet<string>;
  /** Whether what was written then had to be seen by a reading that was over at `readAt`. */
  couldBeSeen(writtenAt: string, readAt: string): boolean;
}

/**
 * What the journal says was written last, against what is there now. Only our part counts: what others added beside it
 * is theirs; what could not be read, or was written too late for the reading to have seen it, has not moved. `accepted`:
 * fingerprints that an admin has looked at.
 */
export function driftOf(
  o: Observation,
  record: WrittenRecord,
  { accepted, couldBeSeen }: DriftContext,
): readonly Drift[] {
  return [...record.values()].flatMap((writes) => {
    const last = writes.at(-1);
    if (last?.integration !== o.integrationName) return [];
    const { kind, id } = last.resource;
    const { at, by, runId } = last;
    if (!couldBeSeen(at, comparisons[kind].part(o, id).at)) return [];
    const moved = movedOf(o, record, last);
    if (moved === null) return [];
    const fingerprint = `${kind}:${id}#${shortHash(JSON.stringify([moved.found, runId]))}`;
    if (accepted.has(fingerprint)) return [];
    return [{ ...moved, kind, id, at, by, runId, step: stepOf(o, last), fingerprint }];
  });
}

interface Comparison<K extends ResourceKind> {
  step: StepId;
  /** The part of the reading that the resource is looked for in. */
  part(o: Observation, id: string): Observed<unknown>;
  moved(o: Observation, writes: readonly Write<K>[], id: string): Moved | null;
}

const comparisons: { readonly [K in ResourceKind]: Comparison<K> } = {
  "aws/oidc-provider": { step: "integration", part: ({ provider }) => provider, moved: movedProvider },
  "aws/role": { step: "integration", part: partOfRole, moved: movedRole },
  "aws/role-trust": { step: "trust", part: partOfRole, moved: movedTrust },
  "aws/role-tag": { step: "trust", part: partOfRole, moved: movedTag },
  "aws/inline-policy": { step: "permissions", part: partOfRole, moved: movedPolicy },
  "teleport/integration": {
    step: "integration",
    part: ({ integration }) => integration,
    moved: movedIntegration,
  },
  "teleport/app-server": { step: "app", part: ({ apps }) => apps, moved: movedApp },
  "teleport/access-role": { step: "access", part: ({ roles }) => roles, moved: movedAccessRole },
  "teleport/user-access": { step: "access", part: ({ users }) => users, moved: movedUser },
};

function movedOf<K extends ResourceKind>(
  o: Observation,
  record: WrittenRecord,
  { resource: { kind, id } }: Write<K>,
): Moved | null {
  const { moved }: Comparison<K> = comparisons[kind];
  return moved(o, writesTo(record, kind, id), id);
}

function stepOf(o: Observation, { resource: { kind, id } }: Write): StepId {
  const isOwnRole = kind.startsWith("aws/role-") && splitResourceId(id)[0] === homeOf(o).integrationRoleArn;
  return isOwnRole ? "integration" : comparisons[kind].step;
}
