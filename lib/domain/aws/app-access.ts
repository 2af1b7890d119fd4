import { assumeRoleContext } from "./condition/request-context.ts";
import { evaluateConditions } from "./conditions.ts";
import { actionMatches, globMatch } from "./glob.ts";
import type { IdentityDecision, NamedPolicy } from "./identity-policy.ts";
import { evaluateIdentityPolicies } from "./identity-policy.ts";
import { isAppAccessStatement } from "./inline-policy.ts";
import { readPolicyDocument } from "./policy-document.ts";
import type { ReadStatement } from "./policy-statement.ts";
import { hasVariables } from "./policy-version.ts";
import { integrationTag } from "./tags.ts";
import type { Truth } from "./truth.ts";
import type { AwsRole } from "./types.ts";

export interface AppAccess {
  /** Whether tagged roles may be assumed by the role's policies, the boundary aside. */
  granted: "yes" | "no" | "unknown";
  /** The policy that grants it. */
  by: string | null;
  /** The guide's statement itself is there, Sid aside. */
  exact: boolean;
  /** "all": a Deny hits every tagged role; "some": it hits certain ones, or hangs on a condition. */
  denies: "none" | "some" | "all" | "unknown";
  boundaryAllows: "yes" | "no" | "unknown";
  words: string;
}

type PartlyRead = Pick<AwsRole, "inlinePolicies" | "attachedPolicies" | "boundary"> & { arn?: string };

/** No pattern holds this character but by a wildcard: what covers a role of this name covers every role. */
const mark = "\u0001";
const anyName = `${mark}${`/${mark}`.repeat(200)}`;

function tryAnyTagged(
  policies: readonly NamedPolicy[],
  role: PartlyRead,
  place: "policy" | "boundary" = "policy",
): IdentityDecision {
  const [, partition = mark, , , accountId = mark] = (role.arn ?? "").split(":");
  return evaluateIdentityPolicies(
    policies,
    {
      action: "sts:AssumeRole",
      resourceArn: `arn:${partition}:iam::${accountId}:role/${anyName}`,
      resourceTags: [integrationTag],
      principalArn: role.arn ?? "",
    },
    place,
  );
}

function boundaryAllows(role: PartlyRead): AppAccess["boundaryAllows"] {
  if (role.boundary === undefined) return "unknown";
  if (role.boundary === null) return "yes";
  const { decision } = tryAnyTagged(
    [{ name: "boundary", document: role.boundary.document }],
    role,
    "boundary",
  );
  if (decision === "unknown") return "unknown";
  return decision === "allow" ? "yes" : "no";
}

function mayNameRole(pattern: string): boolean {
  const [, , service = "*", , , resource = "*"] = pattern.split(":");
  const fixed = resource.split(/[*?$]/)[0] ?? "";
  return globMatch(service, "iam") && (fixed.startsWith("role/") || "role/".startsWith(fixed));
}

/** Whether a Deny can hit a tagged role at all, whatever its name and its other tags. */
function mayDeny(statement: ReadStatement, variables: boolean): boolean {
  const { effect, action, resource, condition } = statement;
  if (effect !== "Deny") return false;
  const covered =
    action?.patterns.some((pattern) => actionMatches(pattern, "sts:AssumeRole")) !== action?.negated;
  if (action && !covered) return false;
  if (resource && !resource.negated && !resource.patterns.some(mayNameRole)) return false;
  const anyCall = assumeRoleContext({ principal: { arn: "", accountId: "" }, externalId: null });
  const tagged = /^(iam|aws):resourcetag\/teleport\.dev\/integration$/;
  const { truth } = evaluateConditions(
    condition,
    (key) => (tagged.test(key) ? [[integrationTag.value]] : anyCall(key)),
    variables,
  );
  return truth !== false;
}

function deniesOf(policies: readonly NamedPolicy[], decision: IdentityDecision): AppAccess["denies"] {
  if (decision.denies === true) return "all";
  const some = policies.some(({ document }) => {
    const reading = document === null ? null : readPolicyDocument(document);
    return (
      reading?.ok &&
      reading.statements.some((statement) => mayDeny(statement, hasVariables(reading.document)))
    );
  });
  if (some) return "some";
  return decision.unread.length > 0 ? "unknown" : "none";
}

function exactlyIn(policies: readonly NamedPolicy[]): string | null {
  const found = policies.find(({ document }) => {
    const reading = document === null ? null : readPolicyDocument(document);
    return reading?.ok && reading.statements.some(({ raw }) => isAppAccessStatement(raw));
  });
  return found?.name ?? null;
}

function wordsOf(access: Omit<AppAccess, "words">): string {
  const { granted, by, exact, denies } = access;
  if (denies === "all") return "A Deny in the role’s policies refuses it.";
  if (access.boundaryAllows === "no") return "The role’s permissions boundary does not allow sts:AssumeRole.";
  if (granted === "no") return "No policy of the role allows it to assume tagged roles.";
  if (granted === "unknown")
    return "It can’t be said: a policy of the role was not read, or hangs on a condition that can’t be known here.";
  const source = exact
    ? `The policy ${by ?? ""} holds the guide’s statement`
    : `The policy ${by ?? ""} allows it in other words than the guide’s`;
  const limits = denies === "some" ? ", but a Deny refuses certain roles" : "";
  const boundary = access.boundaryAllows === "unknown" ? "; the permissions boundary is not known" : "";
  return `${source}${limits}${boundary}.`;
}

function grantedBy(
  allowed: Truth,
  denies: AppAccess["denies"],
  isPartlyUnread: boolean,
): AppAccess["granted"] {
  if (denies === "all") return "no";
  if (isPartlyUnread || allowed === "unknown") return "unknown";
  return allowed ? "yes" : "no";
}

/**
 * Whether the integration role may assume tagged roles: some policy, inline or attached, allows it and nothing denies
 * it. Policies that were not read may hold a Deny, so with them the answer is unknown.
 */
export function evaluateAppAccess(role: PartlyRead): AppAccess {
  const unread = (name: string): NamedPolicy => ({ name, document: null });
  const policies: readonly NamedPolicy[] = [
    ...(role.inlinePolicies ?? [unread("inline policies")]),
    ...(role.attachedPolicies ?? [unread("attached policies")]),
  ];
  const decision = tryAnyTagged(policies, role);
  const exactBy = exactlyIn(policies);
  const denies = deniesOf(policies, decision);
  const allowed = exactBy !== null ? true : decision.allows;
  const granted = grantedBy(allowed, denies, decision.unread.length > 0);
  const access = {
    granted,
    by: exactBy ?? (decision.allows === true ? (decision.deciding?.policy ?? null) : null),
    exact: exactBy !== null,
    denies,
    boundaryAllows: boundaryAllows(role),
  } as const;
  return { ...access, words: wordsOf(access) };
}
