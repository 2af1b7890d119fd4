import fc from "fast-check";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { ReadAccount } from "./judged.ts";

/** What the app's credentials may not read. */
export interface Unread {
  readonly hub: boolean;
  readonly hubTags: boolean;
  readonly inline: boolean;
  readonly attached: "nothing" | "documents" | "list";
  readonly boundary: "nothing" | "document" | "whole";
  readonly targetTags: boolean;
}

const seldom = fc.nat(3).map((dice) => dice === 0);

export const anyUnread: fc.Arbitrary<Unread> = fc.record({
  hub: fc.nat(9).map((dice) => dice === 0),
  hubTags: seldom,
  inline: seldom,
  attached: fc.constantFrom("nothing", "nothing", "documents", "list"),
  boundary: fc.constantFrom("nothing", "nothing", "document", "whole"),
  targetTags: seldom,
});

function attachedOf({ attachedPolicies }: AwsRole, unread: Unread): AwsRole["attachedPolicies"] {
  if (unread.attached === "list") return null;
  if (unread.attached === "nothing") return attachedPolicies;
  return attachedPolicies?.map((policy) => ({ ...policy, document: null })) ?? null;
}

function boundaryOf({ boundary }: AwsRole, unread: Unread): AwsRole["boundary"] {
  if (unread.boundary === "whole") return undefined;
  return boundary && unread.boundary === "document" ? { ...boundary, document: null } : boundary;
}

function hubWithout(hub: ReadAccount["hub"], unread: Unread): ReadAccount["hub"] {
  if (unread.hub || hub === "unknown") return "unknown";
  return {
    ...hub,
    tags: unread.hubTags ? null : hub.tags,
    inlinePolicies: unread.inline ? null : hub.inlinePolicies,
    attachedPolicies: attachedOf(hub, unread),
    boundary: boundaryOf(hub, unread),
  };
}

export function readWithout(read: ReadAccount, unread: Unread): ReadAccount {
  return { ...read, hub: hubWithout(read.hub, unread) };
}

export function roleWithout(role: AwsRole, unread: Unread): AwsRole {
  return unread.targetTags ? { ...role, tags: null } : role;
}
