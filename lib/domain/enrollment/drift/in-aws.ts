import { findTag } from "#lib/domain/aws/tags.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { Observation, Observed } from "../observation.ts";
import { additions, isMadeHere, originOf, type Write } from "../record/written.ts";
import { splitResourceId } from "../resource.ts";
import { homeOf } from "../home.ts";
import type { Moved } from "./moved.ts";
import { movedStatements } from "./statements.ts";

/** The integration role is read alone, the others with the account. Either may stand before a `#` and more. */
export function partOfRole(o: Observation, id: string): Observed<unknown> {
  return splitResourceId(id)[0] === homeOf(o).integrationRoleArn ? o.integrationRole : o.scan;
}

/** A role of the account; null where there is none, undefined where that could not be read. */
export function roleAt(o: Observation, arn: string): AwsRole | null | undefined {
  if (arn === homeOf(o).integrationRoleArn) return o.integrationRole.ok ? o.integrationRole.value : undefined;
  return o.scan.ok ? (o.scan.value.roles.find((role) => role.arn === arn) ?? null) : undefined;
}

export function movedTrust(
  o: Observation,
  writes: readonly Write<"aws/role-trust">[],
  arn: string,
): Moved | null {
  const role = roleAt(o, arn);
  if (role === undefined) return null;
  const moved = movedStatements(writes, role === null ? null : { document: role.trustPolicy });
  return moved && role === null ? { ...moved, words: "Somebody deleted the role." } : moved;
}

export function movedTag(o: Observation, writes: readonly Write<"aws/role-tag">[], id: string): Moved | null {
  const [arn, key] = splitResourceId(id);
  const role = roleAt(o, arn);
  const written = writes.at(-1)?.after;
  if (!written || originOf(writes) === undefined || role === undefined || role?.tags === null) return null;
  const found = findTag(role?.tags ?? [], key);
  if (found?.value === written.value) return null;
  return {
    written,
    found: found ? { key: found.key, value: found.value } : null,
    words:
      role === null
        ? "Somebody deleted the role."
        : found
          ? "Somebody gave the tag another value."
          : "Somebody removed the tag.",
  };
}

export function movedPolicy(
  o: Observation,
  writes: readonly Write<"aws/inline-policy">[],
  id: string,
): Moved | null {
  const [arn, name] = splitResourceId(id);
  const role = roleAt(o, arn);
  if (role === undefined || role?.inlinePolicies === null) return null;
  const found = role?.inlinePolicies.find((policy) => policy.name === name);
  const moved = movedStatements(writes, found ? { document: found.document } : null);
  if (moved === null || found) return moved;
  return {
    ...moved,
    words:
      role === null ? "Somebody deleted the role, and the policy with it." : "Somebody deleted the policy.",
  };
}

export function movedRole(o: Observation, writes: readonly Write<"aws/role">[], arn: string): Moved | null {
  const role = roleAt(o, arn);
  const written = writes.findLast(({ after }) => after !== null)?.after;
  if (role !== null || !written || !isMadeHere(writes)) return null;
  return { written, found: null, words: "Somebody deleted the role." };
}

export function movedProvider(
  o: Observation,
  writes: readonly Write<"aws/oidc-provider">[],
  arn: string,
): Moved | null {
  if (!o.provider.ok || (o.provider.value !== null && o.provider.value.arn !== arn)) return null;
  const written = writes.findLast(({ after }) => after !== null)?.after;
  const audiences = additions(writes, (state) => state.audiences);
  if (!written || (audiences.size === 0 && !isMadeHere(writes))) return null;
  const found = o.provider.value;
  if (found === null) return { written, found: null, words: "Somebody deleted the provider." };
  if ([...audiences].every((audience) => found.audiences.includes(audience))) return null;
  const shown = { url: written.url, thumbprints: [], tags: [] };
  return {
    written: { ...shown, audiences: [...audiences] },
    found: { ...shown, audiences: found.audiences },
    words: "Somebody removed the audience that Teleport's tokens carry.",
  };
}
