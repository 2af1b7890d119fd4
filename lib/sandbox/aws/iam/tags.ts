import { invalidInput, limitExceeded } from "../api/aws-error.ts";
import type { Input } from "../api/input.ts";
import type { ContextEntry } from "../policy/context.ts";
import { tagEntries } from "../auth/callers.ts";
import type { Tag } from "../store/model.ts";

const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const mostTags = 50;

export function tagsOf(input: Input): Tag[] {
  const tags = input.records("Tags").map((record) => ({
    key: record.text("Key", { min: 1, max: 128, pattern: characters }),
    value: record.text("Value", { max: 256, pattern: characters }),
  }));
  const keys = new Set(tags.map((tag) => tag.key.toLowerCase()));
  if (keys.size < tags.length) {
    throw invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  if (tags.some((tag) => tag.key.toLowerCase().startsWith("aws:"))) {
    throw invalidInput("Tag keys that begin with aws: are reserved for AWS.");
  }
  return tags;
}

export const tagKeysOf = (input: Input) => input.list("TagKeys", { min: 1, max: 128 });

/** All of the new tags or none; a key in another spelling replaces the old one. Tags of AWS do not count. */
export function mergeTags(old: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map(old.map((tag) => [tag.key.toLowerCase(), tag]));
  for (const tag of added) merged.set(tag.key.toLowerCase(), tag);
  const tags = [...merged.values()];
  if (tags.filter((tag) => !tag.key.startsWith("aws:")).length > mostTags) {
    throw limitExceeded("The number of tags has reached the maximum limit.");
  }
  return tags;
}

export function withoutTags(old: readonly Tag[], keys: readonly string[]): Tag[] {
  const removed = new Set(keys.map((key) => key.toLowerCase()));
  return old.filter((tag) => tag.key.startsWith("aws:") || !removed.has(tag.key.toLowerCase()));
}

export const shownTags = (tags: readonly Tag[]) => tags.map((tag) => ({ Key: tag.key, Value: tag.value }));

/** Condition keys for the tags a request brings and those its resource has. */
export function tagContext(requested: readonly Tag[], ofResource: readonly Tag[]): ContextEntry[] {
  return [
    ...tagEntries("aws:RequestTag", requested),
    ["aws:TagKeys", requested.length > 0 ? requested.map((tag) => tag.key) : null],
    ...resourceTagContext(ofResource),
  ];
}

export function resourceTagContext(tags: readonly Tag[]): ContextEntry[] {
  return [...tagEntries("aws:ResourceTag", tags), ...tagEntries("iam:ResourceTag", tags)];
}
