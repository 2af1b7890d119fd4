import { canonicalStatement } from "#lib/domain/aws/policy-canonical.ts";
import { readPolicyDocument } from "#lib/domain/aws/policy-document.ts";
import { additions, isMadeHere, originOf, type Write, type WrittenRecord } from "../record/written.ts";
import { resourceKinds, type ResourceKind } from "../resource.ts";

export interface Remaining {
  kind: ResourceKind;
  ids: readonly string[];
}

/**
 * What the journal says is still there of what this app made for an enrollment, by kind, in the order in which it would go.
 * Nothing is read for it: what others removed since counts as there.
 */
export function remainsOf(record: WrittenRecord, integration: string): readonly Remaining[] {
  const last = [...record.values()].filter(
    (writes) => writes.at(-1)?.integration === integration && stands(writes),
  );
  return resourceKinds.toReversed().flatMap((kind) => {
    const ids = last.flatMap(([first]) => (first?.resource.kind === kind ? [first.resource.id] : []));
    return ids.length === 0 ? [] : [{ kind, ids }];
  });
}

type Entries = { readonly [K in ResourceKind]: (writes: readonly Write<K>[]) => boolean };

const inDocument = (writes: readonly Write<"aws/role-trust" | "aws/inline-policy">[]) =>
  additions(writes, ({ document }) => {
    const reading = readPolicyDocument(document);
    return reading.ok ? reading.statements.map(({ raw }) => canonicalStatement(raw)) : [];
  }).size > 0;

const texts = (entries: object) => Object.entries(entries).map((entry) => JSON.stringify(entry));

const standing: Entries = {
  "aws/oidc-provider": (writes) =>
    isMadeHere(writes) ||
    additions(writes, ({ audiences, tags }) => [...audiences, ...tags.map(({ key }) => key)]).size > 0,
  "aws/role": isMadeHere,
  "aws/role-trust": inDocument,
  "aws/role-tag": (writes) => originOf(writes) !== undefined,
  "aws/inline-policy": inDocument,
  "teleport/integration": isMadeHere,
  "teleport/app-server": (writes) =>
    isMadeHere(writes) || additions(writes, ({ labels }) => texts(labels)).size > 0,
  "teleport/access-role": (writes) =>
    isMadeHere(writes) || additions(writes, ({ labels }) => texts(labels)).size > 0,
  "teleport/user-access": (writes) =>
    additions(writes, ({ roles, roleArns }) => [...roles, ...roleArns]).size > 0,
};

function stands(writes: readonly Write[]): boolean {
  const last = writes.at(-1);
  if (last === undefined || last.after === null) return false;
  const { kind } = last.resource;
  // Writes of one resource are all of its kind.
  return (standing[kind] as (writes: readonly Write[]) => boolean)(writes);
}
