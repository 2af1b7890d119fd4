import { shortHash } from "#lib/domain/aws/short-hash.ts";
import { homeOf } from "../home.ts";
import type { Observation } from "../observation.ts";
import { writesTo, type Write, type WrittenRecord } from "../record/written.ts";
import { splitResourceId, type ResourceKind, type StepId } from "../resource.ts";
import { movedPolicy, movedProvider, movedRole, movedTag, movedTrust } from "./in-aws.ts";
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

/**
 * What the journal says was written last, against what is there now. Only our part counts: what others added beside it
 * is theirs, and what could not be read has not moved. `accepted`: fingerprints that an admin has looked at.
 */
export function driftOf(
  o: Observation,
  record: WrittenRecord,
  accepted: ReadonlySet<string> = new Set(),
): readonly Drift[] {
  return [...record.values()].flatMap((writes) => {
    const last = writes.at(-1);
    if (last?.integration !== o.integrationName) return [];
    const moved = movedOf(o, record, last);
    if (moved === null) return [];
    const { kind, id } = last.resource;
    const { at, by, runId } = last;
    const fingerprint = `${kind}:${id}#${shortHash(JSON.stringify([moved.found, runId]))}`;
    if (accepted.has(fingerprint)) return [];
    return [{ ...moved, kind, id, at, by, runId, step: stepOf(o, last), fingerprint }];
  });
}

function movedOf(o: Observation, record: WrittenRecord, { resource: { kind, id } }: Write): Moved | null {
  switch (kind) {
    case "aws/oidc-provider":
      return movedProvider(o, writesTo(record, kind, id), id);
    case "aws/role":
      return movedRole(o, writesTo(record, kind, id), id);
    case "aws/role-trust":
      return movedTrust(o, writesTo(record, kind, id), id);
    case "aws/role-tag":
      return movedTag(o, writesTo(record, kind, id), id);
    case "aws/inline-policy":
      return movedPolicy(o, writesTo(record, kind, id), id);
    case "teleport/integration":
      return movedIntegration(o, writesTo(record, kind, id));
    case "teleport/app-server":
      return movedApp(o, writesTo(record, kind, id), id);
    case "teleport/access-role":
      return movedAccessRole(o, writesTo(record, kind, id), id);
    case "teleport/user-access":
      return movedUser(o, writesTo(record, kind, id), id);
  }
}

const steps: Readonly<Record<ResourceKind, StepId>> = {
  "aws/oidc-provider": "integration",
  "aws/role": "integration",
  "aws/role-trust": "trust",
  "aws/role-tag": "trust",
  "aws/inline-policy": "permissions",
  "teleport/integration": "integration",
  "teleport/app-server": "app",
  "teleport/access-role": "access",
  "teleport/user-access": "access",
};

function stepOf(o: Observation, { resource: { kind, id } }: Write): StepId {
  const isOwnRole = kind.startsWith("aws/role-") && splitResourceId(id)[0] === homeOf(o).integrationRoleArn;
  return isOwnRole ? "integration" : steps[kind];
}
