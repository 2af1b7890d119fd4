import type { OpenCondition } from "#lib/domain/aws/condition/open-condition.ts";
import { classifyRole, type RoleClass, type RoleClassContext } from "#lib/domain/aws/role-classes.ts";
import { judgeRole, type RoleVerdict } from "#lib/domain/aws/role-verdict.ts";
import { namesOf } from "#lib/domain/aws/trust/named-principal.ts";
import { patchTrust, type TrustPatch } from "#lib/domain/aws/trust/patch.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { homeOf } from "../../home.ts";
import { knownRoles } from "../../known-roles.ts";
import { valueOr, type AcceptedCondition, type Observation } from "../../observation.ts";
import { perObservation } from "../../per-observation.ts";
import { trustFacts } from "../../trust-facts.ts";
import { enrollmentApp } from "../app/enrollment-app.ts";

/** One role of the account as AWS would treat it, and whether it may be a target at all. */
export interface RoleJudgement {
  role: AwsRole;
  verdict: RoleVerdict;
  classification: RoleClass;
  /** What adding the trust relationship does to its trust policy. */
  patch: TrustPatch;
}

/** Every role of the account, by ARN, in the order of the scan; empty where the roles could not be read. */
export const judgementsOf: (o: Observation) => ReadonlyMap<string, RoleJudgement> = perObservation((o) => {
  const judge = judgeOf(o);
  return new Map(valueOr(knownRoles(o), null)?.roles.map((role) => [role.arn, judge(role)]));
});

// Everything about one role is asked in a row: its documents are then parsed once.
function judgeOf(o: Observation): (role: AwsRole) => RoleJudgement {
  const { accountId, integrationRoleArn } = homeOf(o);
  const context = classContext(o);
  const accepted = acceptedByRole(o);
  const integrationRole = o.integrationRole.ok ? o.integrationRole.value : ("unknown" as const);
  const known = {
    ...trustFacts(o, ""),
    integrationRole,
    integrationRoleArn,
    externalId: enrollmentApp(o)?.externalId ?? null,
  };
  const ofRole = integrationRole === "unknown" ? null : integrationRole;
  const own = { integrationRoleId: ofRole?.roleId ?? null, principalTags: ofRole?.tags ?? null };
  return (role) => ({
    role,
    verdict: judgeRole({
      ...known,
      role,
      acceptedConditions: accepted.get(role.arn) ?? [],
      sameAccount: role.accountId === accountId,
    }),
    classification: classifyRole(role, context),
    patch: patchTrust({
      ...known,
      ...own,
      trustPolicy: role.trustPolicy,
      target: { accountId: role.accountId, tags: role.tags },
    }),
  });
}

function classContext(o: Observation): RoleClassContext {
  const { accountId, integrationRoleArn } = homeOf(o);
  const { livePrincipalIds, userIdsKnown } = trustFacts(o, "");
  return {
    ownRoleArn: ownRoleArn(o),
    ownNames: ownNames(o),
    ownAssumableArns: o.profile.accessRoleArn === null ? [] : [o.profile.accessRoleArn],
    integrationRoleArns: [...new Set([integrationRoleArn, ...integrationRolesOf(o, accountId)])],
    integrationRoleArn,
    externalId: enrollmentApp(o)?.externalId ?? null,
    livePrincipalIds,
    userIdsKnown,
  };
}

/** The integration roles of all integrations of the account, whoever made them. */
export function integrationRolesOf(o: Observation, accountId: string): readonly string[] {
  return valueOr(o.integrations, [])
    .map(({ roleArn }) => roleArn)
    .filter((arn) => {
      const parsed = parseRoleArn(arn);
      return parsed.ok && parsed.value.accountId === accountId;
    });
}

const session = /:assumed-role\/([^/]+)\//;

/** The role that the app itself runs as; a session's ARN hides the path, but names are unique in an account. */
function ownRoleArn(o: Observation): string | null {
  const identity = valueOr(o.aws, null);
  if (!identity || identity.roleArn !== null) return identity?.roleArn ?? null;
  const name = session.exec(identity.arn)?.[1];
  return valueOr(knownRoles(o), null)?.roles.find((role) => role.name === name)?.arn ?? null;
}

/** Of the credentials for this account, and of those that assumed a role to get them. */
function ownNames(o: Observation): ReadonlySet<string> {
  const role = ownRoleArn(o);
  const identities = [o.aws, ...(o.ownAws ? [o.ownAws] : [])].flatMap((part) => valueOr(part, []));
  return new Set([...(role === null ? [] : [role]), ...identities.flatMap(namesOf)]);
}

function acceptedByRole(o: Observation): ReadonlyMap<string, readonly string[]> {
  const byRole = new Map<string, string[]>();
  for (const { roleArn, condition } of o.accepted) {
    byRole.set(roleArn, [...(byRole.get(roleArn) ?? []), condition]);
  }
  return byRole;
}

/** Ready for people: as the guide has it, or under conditions that an admin has answered for. */
export function isReady({ verdict }: RoleJudgement): boolean {
  return verdict.state === "ready" || verdict.state === "ready-if";
}

/** Who answers for it; null: nobody. */
export function acceptanceOf(
  o: Observation,
  roleArn: string,
  condition: OpenCondition,
): AcceptedCondition | null {
  return o.accepted.find((known) => known.roleArn === roleArn && known.condition === condition.id) ?? null;
}
