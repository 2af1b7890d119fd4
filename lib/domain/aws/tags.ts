import type { Tag } from "./types.ts";

/** What makes a role a target: IAM compares the key without regard to case, the value exactly. */
export const integrationTag = { key: "teleport.dev/integration", value: "true" } as const satisfies Tag;

export const clusterTagKey = "teleport.dev/cluster";
export const originTagKey = "teleport.dev/origin";
export const originTagValue = "integration_awsoidc";

/** IAM allows so many of an owner's own tags per role or provider; `aws:` tags are not counted. */
export const tagQuota = 50;

/** The tag under a key, whatever its case: writing over it keeps the old spelling's entry, not a second one. */
export function findTag(tags: readonly Tag[], key: string): Tag | undefined {
  return tags.find((tag) => tag.key.toLowerCase() === key.toLowerCase());
}

export interface TargetTagState {
  state: "true" | "missing" | "other" | "unknown";
  /** As it is spelled in AWS. */
  foundKey: string | null;
  foundValue: string | null;
}

/** What a target role's tag says; null tags were not read. */
export function targetTagState(tags: readonly Tag[] | null): TargetTagState {
  if (tags === null) return { state: "unknown", foundKey: null, foundValue: null };
  const found = findTag(tags, integrationTag.key);
  if (!found) return { state: "missing", foundKey: null, foundValue: null };
  const state = found.value === integrationTag.value ? "true" : "other";
  return { state, foundKey: found.key, foundValue: found.value };
}

/** The three tags that Teleport puts on the OIDC provider and on the integration role. */
export function ownershipTags(of: { clusterName: string; integrationName: string }): readonly Tag[] {
  return [
    { key: clusterTagKey, value: of.clusterName },
    { key: originTagKey, value: originTagValue },
    { key: integrationTag.key, value: of.integrationName },
  ];
}

/** Those of the wanted tags whose key is not there yet: what others wrote under it stays. */
export function absentTags(present: readonly Tag[], wanted: readonly Tag[]): readonly Tag[] {
  return wanted.filter((tag) => !findTag(present, tag.key));
}

const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Null where IAM would take the tag, else what is wrong with it. */
export function tagProblem(tag: Tag): string | null {
  if (tag.key.length === 0) return "A tag needs a key.";
  if (tag.key.length > 128) return "A tag key has at most 128 characters.";
  if (tag.value.length > 256) return "A tag value has at most 256 characters.";
  if (/^aws:/i.test(tag.key)) return "Tag keys that begin with aws: are reserved for AWS.";
  if (!allowed.test(tag.key) || !allowed.test(tag.value))
    return "A tag may hold only letters, digits, spaces and the characters _ . : / = + - @";
  return null;
}

/** Null where there is room for the wanted tags (a key that is there takes none), else what is in the way. */
export function tagRoomProblem(present: readonly Tag[], wanted: readonly Tag[]): string | null {
  const own = present.filter((tag) => !/^aws:/i.test(tag.key));
  const after = own.length + absentTags(present, wanted).length;
  return after > tagQuota
    ? `The role has ${own.length} tags, and IAM allows ${tagQuota}: remove one that is no longer needed.`
    : null;
}
