import { administratorBy, mayHideAdministrator } from "./administrator.ts";
import { ciHostOf, ciProviderHosts } from "./ci-providers.ts";
import { managerOf } from "./managed-role.ts";
import { reservedKind, reservedWords } from "./reserved-role.ts";
import { findTag, integrationTag, originTagKey, originTagValue, targetTagState } from "./tags.ts";
import { letsInByName } from "./trust/named-principal.ts";
import { patchTrust } from "./trust/patch.ts";
import type { TrustVerdict } from "./trust/verdict.ts";
import { evaluateTrust } from "./trust/verdict.ts";
import type { AwsRole } from "./types.ts";

export type NeverCode =
  | "service-linked"
  | "aws-reserved"
  | "integration-role"
  | "own-role"
  | "assumable-by-own-role";

export type CautionCode =
  | "conditional-grant-widened"
  | "managed-by-cloudformation"
  | "managed-by-terraform"
  | "tag-value-other"
  | "administrator"
  | "policies-unread"
  | "trusts-ci-provider"
  | "trusts-everyone";

/** Not in "select all", and confirmed each for itself. */
export interface Caution {
  code: CautionCode;
  words: string;
}

export interface RoleClass {
  /** Whether the role may be offered as a target at all. */
  offered: boolean;
  neverBecause: { code: NeverCode; words: string } | null;
  cautions: readonly Caution[];
}

export interface RoleClassContext {
  /** The role of the app's own credentials, with its path; null where they are a user's. */
  ownRoleArn: string | null;
  /** By what names trust policies can let the app's own credentials in, whoever's they are. */
  ownNames: ReadonlySet<string>;
  /** What they are known to be able to assume. */
  ownAssumableArns?: readonly string[];
  /** The integration roles of all integrations of the account. */
  integrationRoleArns: readonly string[];
  /** The integration role that a target would trust; without it nothing is said about widened grants. */
  integrationRoleArn?: string | null;
  externalId?: string | null;
  livePrincipalIds?: readonly string[];
  userIdsKnown?: boolean;
  /** Left out: the build systems that this product knows. */
  ciProviderHosts?: readonly string[];
}

function trustOf(role: AwsRole, arn: string, context: RoleClassContext): Parameters<typeof evaluateTrust>[0] {
  return {
    integrationRoleArn: arn,
    trustPolicy: role.trustPolicy,
    livePrincipalIds: context.livePrincipalIds ?? [],
    userIdsKnown: context.userIdsKnown ?? false,
    externalId: context.externalId ?? null,
  };
}

/** Teleport tags its integration role with the integration's name, under the key that marks a target with `true`. */
function isIntegrationRole(role: AwsRole, context: RoleClassContext, trust: TrustVerdict): boolean {
  if (context.integrationRoleArns.includes(role.arn)) return true;
  const tags = role.tags ?? [];
  if (findTag(tags, originTagKey)?.value === originTagValue) return true;
  const { state, foundValue } = targetTagState(role.tags);
  const holdsName =
    state === "other" && foundValue?.toLowerCase() !== integrationTag.value && foundValue !== "";
  return holdsName && trust.trustsProviders.some((provider) => provider.includes(":oidc-provider/"));
}

function never(role: AwsRole, context: RoleClassContext, trust: TrustVerdict): RoleClass["neverBecause"] {
  const reserved = reservedKind(role);
  if (reserved) return { code: reserved, words: reservedWords(reserved) };
  if (isIntegrationRole(role, context, trust))
    return { code: "integration-role", words: "an integration role: Teleport itself comes in by it" };
  if (role.arn === context.ownRoleArn)
    return { code: "own-role", words: "the role that this app itself uses" };
  const assumable =
    context.ownAssumableArns?.includes(role.arn) || letsInByName(role.trustPolicy, context.ownNames);
  return assumable
    ? { code: "assumable-by-own-role", words: "a role that this app itself can assume" }
    : null;
}

function cautionsOf(role: AwsRole, context: RoleClassContext, trust: TrustVerdict): Caution[] {
  const cautions: Caution[] = [];
  const add = (code: CautionCode, words: string): void => void cautions.push({ code, words });
  const { integrationRoleArn } = context;
  if (integrationRoleArn) {
    const patch = patchTrust({
      ...trustOf(role, integrationRoleArn, context),
      sizeQuota: Number.MAX_SAFE_INTEGER,
    });
    if ("warnings" in patch && patch.warnings.some(({ code }) => code === "widens-conditional-grant"))
      add("conditional-grant-widened", "adding ours would widen a conditional grant");
  }
  const manager = managerOf(role);
  if (manager)
    add(
      `managed-by-${manager.kind}`,
      `managed by ${manager.name}: its next run would revert us, take the snippet instead`,
    );
  const { state, foundValue } = targetTagState(role.tags);
  if (state === "other")
    add("tag-value-other", `the tag ${integrationTag.key} says “${foundValue ?? ""}”, we would write true`);
  const administrator = administratorBy(role);
  if (administrator) add("administrator", `holds an administrator’s power by ${administrator}`);
  else if (mayHideAdministrator(role))
    add("policies-unread", "its policies could not be read: it may hold an administrator’s power");
  const hosts = context.ciProviderHosts ?? ciProviderHosts;
  const ci = trust.trustsProviders.map((provider) => ciHostOf(provider, hosts)).find((host) => host !== null);
  if (ci) add("trusts-ci-provider", `used by a build system: trusts ${ci}`);
  if (trust.warnings.some(({ code }) => code === "trusts-everyone"))
    add("trusts-everyone", "trusts everyone: any AWS account may assume it");
  return cautions;
}

/** Whether a role may become a target, and what somebody must confirm before it does. */
export function classifyRole(role: AwsRole, context: RoleClassContext): RoleClass {
  const arn = context.integrationRoleArn ?? context.integrationRoleArns[0] ?? role.arn;
  const trust = evaluateTrust(trustOf(role, arn, context));
  const neverBecause = never(role, context, trust);
  return {
    offered: neverBecause === null,
    neverBecause,
    cautions: neverBecause ? [] : cautionsOf(role, context, trust),
  };
}
