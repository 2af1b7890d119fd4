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

/** The way in that is most certain: what it hangs on; or, where every way is closed, what closes the nearest. */
export type Way = { conditions: readonly OpenCondition[] } | { refusal: RoleCause };

/**
 * What a grant must still pass. In one account a trust in everyone reaches the session itself, which only an explicit
 * Deny stops; one that names the role passes through its boundary; one in the account needs the role's policy too.
 */
function bindings(grant: TrustGrant, sameAccount: boolean): { policy: boolean; boundary: boolean } {
  if (!sameAccount || grant.via === "account") return { policy: true, boundary: true };
  return { policy: false, boundary: grant.via === "role" };
}

function throughGrant(grant: TrustGrant, evidence: Evidence): Way {
  const { identity, boundary } = evidence;
  const binds = bindings(grant, evidence.sameAccount);
  if (binds.boundary && boundary?.decision === "implicit-deny")
    return { refusal: causes.boundaryCause(boundary) };
  if (binds.policy && identity.decision === "implicit-deny")
    return { refusal: causes.policyCause(evidence.tag, evidence.wouldAllowTagged) };
  return {
    conditions: [
      ...(grant.condition ? [grant.condition] : []),
      ...(binds.policy ? identity.allowConditions : []),
      ...(binds.boundary ? (boundary?.allowConditions ?? []) : []),
    ],
  };
}

export function bestWay(evidence: Evidence): Way {
  const { trust, identity, boundary } = evidence;
  if (identity.decision === "deny") return { refusal: causes.policyDenies(identity) };
  if (boundary?.decision === "deny") return { refusal: causes.boundaryCause(boundary) };
  const ways = trust.grants.map((grant) => throughGrant(grant, evidence));
  const open = ways.filter((way) => "conditions" in way);
  const [best] = open.toSorted((a, b) => a.conditions.length - b.conditions.length);
  const [first] = ways;
  if (!best) return first ?? { refusal: causes.trustCause(trust) ?? causes.integrationRoleUnread };
  const denies = [...trust.denyConditions, ...identity.denyConditions, ...(boundary?.denyConditions ?? [])];
  return { conditions: [...best.conditions, ...denies] };
}

/** A part that was not read may hold a Deny, so nothing is promised without it. */
export function missingPart(evidence: Evidence): RoleCause | null {
  const { identity, boundary, tag } = evidence;
  if (identity.unread.length > 0) return causes.policiesUnread(identity.unread);
  if (evidence.isBoundaryUnread || (boundary && boundary.unread.length > 0)) return causes.boundaryUnread;
  return tag.state === "unknown" ? causes.tagsUnread : null;
}
