import { assumeRoleContext } from "./condition/request-context.ts";
import { evaluateConditions } from "./conditions.ts";
import { actionMatches, globMatch } from "./glob.ts";
import type { IdentityDecision, NamedPolicy } from "./identity-policy.ts";
import { evaluateIdentityPolicies } from "./identity-policy.ts";
import { isAppAccessStatement } from "./inline-policy.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { readPolicyDocument, withStatements, writePolicyDocument } from "./policy-document.ts";
import type { ReadStatement } from "./policy-statement.ts";
import { hasVariables } from "./policy-version.ts";
import { integrationTag } from "./tags.ts";
import type { Truth } from "./truth.ts";
import { anyOf } from "./truth.ts";
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

/** Whether one statement, for itself, covers every tagged role. One that leaves roles out by NotResource never does. */
function coversAll(
  policy: { name: string; document: PolicyDocument },
  statement: ReadStatement,
  role: PartlyRead,
): Truth {
  if (statement.resource?.negated && statement.resource.patterns.some(mayNameRole)) return false;
  const document = writePolicyDocument(withStatements(policy.document, [statement.raw]));
  const { allows, denies } = tryAnyTagged([{ name: policy.name, document }], role);
  return statement.effect === "Allow" ? allows : denies;
}

interface Reach {
  allows: Truth;
  /** The policy whose Allow covers every tagged role. */
  by: string | null;
  exactBy: string | null;
  deniesAll: boolean;
  deniesSome: boolean;
  isPartlyUnread: boolean;
}

function reachOf(policies: readonly NamedPolicy[], role: PartlyRead): Reach {
  const reach: Reach = {
    allows: false,
    by: null,
    exactBy: null,
    deniesAll: false,
    deniesSome: false,
    isPartlyUnread: false,
  };
  for (const { name, document: text } of policies) {
    const reading = text === null ? null : readPolicyDocument(text);
    if (!reading?.ok) {
      reach.isPartlyUnread = true;
      continue;
    }
    const { document, statements } = reading;
    for (const statement of statements) {
      const covers = coversAll({ name, document }, statement, role);
      if (statement.effect === "Allow") {
        if (covers === true) reach.by ??= name;
        if (isAppAccessStatement(statement.raw)) reach.exactBy ??= name;
        reach.allows = anyOf([reach.allows, covers]);
      } else {
        reach.deniesAll ||= covers === true;
        reach.deniesSome ||= mayDeny(statement, hasVariables(document));
      }
    }
  }
  return reach;
}

function deniesOf(reach: Reach): AppAccess["denies"] {
  if (reach.deniesAll) return "all";
  if (reach.deniesSome) return "some";
  return reach.isPartlyUnread ? "unknown" : "none";
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
  const reach = reachOf(policies, role);
  const denies = deniesOf(reach);
  const access = {
    granted: grantedBy(reach.exactBy === null ? reach.allows : true, denies, reach.isPartlyUnread),
    by: reach.exactBy ?? reach.by,
    exact: reach.exactBy !== null,
    denies,
    boundaryAllows: boundaryAllows(role),
  } as const;
  return { ...access, words: wordsOf(access) };
}
