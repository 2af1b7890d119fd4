import type { OpenCondition } from "./condition/open-condition.ts";
import type { IdentityQuestion, NamedPolicy } from "./identity-policy.ts";
import { evaluateIdentityPolicies } from "./identity-policy.ts";
import type { RoleCause } from "./role-causes.ts";
import * as causes from "./role-causes.ts";
import type { Light } from "./role-lights.ts";
import { modifiableLight, tagLight, trustLight } from "./role-lights.ts";
import type { Evidence } from "./role-ways.ts";
import { bestWay, missingPart } from "./role-ways.ts";
import { integrationTag, targetTagState } from "./tags.ts";
import type { TrustVerdict } from "./trust/verdict.ts";
import { evaluateTrust } from "./trust/verdict.ts";
import type { AwsRole } from "./types.ts";

export type { Light } from "./role-lights.ts";
export type { RoleCause } from "./role-causes.ts";

export interface RoleQuestion {
  role: AwsRole;
  /** Null: it does not exist. "unknown": it was not read. */
  integrationRole: AwsRole | null | "unknown";
  /** Lets trust be judged where the role itself is missing or was not read. */
  integrationRoleArn?: string | null;
  livePrincipalIds: readonly string[];
  userIdsKnown: boolean;
  /** What Teleport sends with AssumeRole; null: none. */
  externalId: string | null;
  /** Ids of conditions that an admin has answered for, for this role. */
  acceptedConditions: readonly string[];
  /** The integration role lives in the target's account. */
  sameAccount: boolean;
}

export interface RoleVerdict {
  state: "ready" | "ready-not-per-guide" | "ready-if" | "fails" | "unknown";
  /** Null where the role is ready as the guide has it. */
  cause: RoleCause | null;
  trust: Light;
  tag: Light;
  modifiable: Light;
  /** What AWS will ask and can't be known here, accepted or not. */
  conditions: readonly OpenCondition[];
}

type Outcome = Pick<RoleVerdict, "state" | "cause" | "conditions">;

const fails = (cause: RoleCause): Outcome => ({ state: "fails", cause, conditions: [] });
const unknown = (cause: RoleCause): Outcome => ({ state: "unknown", cause, conditions: [] });

/** What the policies of a role say, inline and attached; null where one of the two lists was not read. */
function policiesOf(role: AwsRole): readonly NamedPolicy[] {
  const unread = (name: string): NamedPolicy => ({ name, document: null });
  return [
    ...(role.inlinePolicies ?? [unread("inline policies")]),
    ...(role.attachedPolicies ?? [unread("attached policies")]),
  ];
}

function gather(given: RoleQuestion, trust: TrustVerdict, integrationRole: AwsRole): Evidence {
  const { role, sameAccount } = given;
  const policies = policiesOf(integrationRole);
  const question: IdentityQuestion = {
    action: "sts:AssumeRole",
    resourceArn: role.arn,
    resourceTags: role.tags,
    principalArn: integrationRole.arn,
    principalTags: integrationRole.tags,
    externalId: given.externalId,
  };
  const others = (role.tags ?? []).filter((tag) => tag.key.toLowerCase() !== integrationTag.key);
  const tagged = { ...question, resourceTags: [...others, integrationTag] };
  const { boundary } = integrationRole;
  const limit = boundary && [{ name: "the boundary", document: boundary.document }];
  return {
    trust,
    tag: targetTagState(role.tags),
    sameAccount,
    identity: evaluateIdentityPolicies(policies, question),
    boundary: limit ? evaluateIdentityPolicies(limit, question, "boundary") : null,
    isBoundaryUnread: boundary === undefined || boundary?.document === null,
    wouldAllowTagged: evaluateIdentityPolicies(policies, tagged).allows !== false,
  };
}

function weigh(given: RoleQuestion, evidence: Evidence): Outcome {
  const way = bestWay(evidence);
  if (way.kind === "closed") return fails(way.cause);
  const missing = missingPart(evidence);
  if (missing) return unknown(missing);
  if (way.kind === "unclear") return unknown(way.cause);
  const { conditions } = way;
  if (conditions.length > 0) {
    const accepted = conditions.every((condition) => given.acceptedConditions.includes(condition.id));
    const cause = causes.conditionOpen(conditions.map((condition) => condition.words));
    return { state: accepted ? "ready-if" : "unknown", cause, conditions };
  }
  const { tag, identity } = evidence;
  if (tag.state === "true" && identity.allows === true) return { state: "ready", cause: null, conditions };
  const cause = causes.policyCause(tag, tag.state !== "true");
  return { state: "ready-not-per-guide", cause, conditions };
}

/**
 * Trust, the integration role's policies, tag and permissions boundary, judged together as AWS would. A prediction: the
 * app can't assume roles through the integration.
 */
export function judgeRole(given: RoleQuestion): RoleVerdict {
  const { role, integrationRole } = given;
  const integration = integrationRole === "unknown" ? null : integrationRole;
  const arn = integration?.arn ?? given.integrationRoleArn ?? null;
  const trust =
    arn === null
      ? null
      : evaluateTrust({
          ...given,
          integrationRoleArn: arn,
          integrationRoleId: integration?.roleId ?? null,
          principalTags: integration?.tags ?? null,
          trustPolicy: role.trustPolicy,
          target: { accountId: role.accountId, tags: role.tags },
        });
  return {
    ...outcome(given, trust, integration),
    trust: trustLight(role, trust),
    tag: tagLight(role),
    modifiable: modifiableLight(role, trust),
  };
}

function outcome(given: RoleQuestion, trust: TrustVerdict | null, integrationRole: AwsRole | null): Outcome {
  if (given.integrationRole === null) return fails(causes.integrationRoleMissing);
  const obstacle = trust && causes.trustCause(trust);
  const judged =
    obstacle?.code === "trust-unreadable"
      ? unknown(obstacle)
      : obstacle
        ? fails(obstacle)
        : trust && integrationRole
          ? weigh(given, gather(given, trust, integrationRole))
          : unknown(causes.integrationRoleUnread);
  // One session is one user's: for that user the launch may work, so nothing is refused for all.
  const sessions = trust?.trustedSessions ?? [];
  return judged.state === "fails" && sessions.length > 0 ? unknown(causes.oneSessionOnly(sessions)) : judged;
}
