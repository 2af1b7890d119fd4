import type { OpenCondition } from "./condition/open-condition.ts";
import type { IdentityDecision } from "./identity-policy.ts";
import type { RoleCause } from "./role-causes.ts";
import * as causes from "./role-causes.ts";
import type { TargetTagState } from "./tags.ts";
import type { TrustGrant, TrustVerdict } from "./trust/verdict.ts";

/** All that AWS weighs when the integration role asks for a target role. */
export interface Evidence {
  trust: TrustVerdict;
  tag: TargetTagState;
  /** The integration role lives in the target's account. */
  sameAccount: boolean;
  identity: IdentityDecision;
  /** Null: there is none, or it was not read. */
  boundary: IdentityDecision | null;
  isBoundaryUnread: boolean;
  /** With the tag, the integration role's policies would allow it. */
  wouldAllowTagged: boolean;
}

/**
 * The way in that is most certain: what it hangs on; else one of which AWS does not say whether it is open, which no
 * answer of an admin settles; or, where every way is closed, what closes the nearest.
 */
export type Way =
  | { kind: "open"; conditions: readonly OpenCondition[] }
  | { kind: "unclear"; cause: RoleCause }
  | { kind: "closed"; cause: RoleCause };

const closed = (cause: RoleCause): Way => ({ kind: "closed", cause });

/**
 * In one account a grant to the role itself, or to everyone, needs no policy of the role; one in the account does, and
 * across accounts each does. The boundary binds a grant that names the role or its account, and one to the very session
 * not: that it does not bind a grant to everyone either is inferred from that, so its refusal is not certain there.
 */
function throughGrant(grant: TrustGrant, evidence: Evidence): Way {
  const { identity, boundary, sameAccount } = evidence;
  const needsPolicy = grant.via === "account" || !sameAccount;
  if (boundary?.decision === "implicit-deny")
    return grant.via === "everyone" && sameAccount
      ? { kind: "unclear", cause: causes.boundaryUnclear }
      : closed(causes.boundaryCause(boundary));
  if (needsPolicy && identity.decision === "implicit-deny")
    return closed(causes.policyCause(evidence.tag, evidence.wouldAllowTagged));
  return {
    kind: "open",
    conditions: [
      ...(grant.condition ? [grant.condition] : []),
      ...(needsPolicy ? identity.allowConditions : []),
      ...(boundary?.allowConditions ?? []),
    ],
  };
}

export function bestWay(evidence: Evidence): Way {
  const { trust, identity, boundary } = evidence;
  if (identity.decision === "deny") return closed(causes.policyDenies(identity));
  if (boundary?.decision === "deny") return closed(causes.boundaryCause(boundary));
  const ways = trust.grants.map((grant) => throughGrant(grant, evidence));
  const open = ways.filter((way) => way.kind === "open");
  const [best] = open.toSorted((a, b) => a.conditions.length - b.conditions.length);
  if (!best) {
    const [first = closed(causes.trustCause(trust) ?? causes.integrationRoleUnread)] = ways;
    return ways.find((way) => way.kind === "unclear") ?? first;
  }
  const denies = [...trust.denyConditions, ...identity.denyConditions, ...(boundary?.denyConditions ?? [])];
  return { kind: "open", conditions: [...best.conditions, ...denies] };
}

/** A part that was not read may hold a Deny, so nothing is promised without it. */
export function missingPart(evidence: Evidence): RoleCause | null {
  const { identity, boundary, tag } = evidence;
  if (identity.unread.length > 0) return causes.policiesUnread(identity.unread);
  if (evidence.isBoundaryUnread || (boundary && boundary.unread.length > 0)) return causes.boundaryUnread;
  return tag.state === "unknown" ? causes.tagsUnread : null;
}
