import type { AskedAction, HeldAction } from "#lib/domain/aws/app-permissions-held.ts";
import type { AskedVerb, HeldVerb } from "#lib/domain/teleport/app-permissions-held.ts";
import type { Check } from "./check.ts";
import type { Observed } from "./observation.ts";
import { heldAction, heldVerbWords, missingIn, namesOf, unknownIn } from "./permission-findings.ts";
import { splitResourceId, type AnyChange, type Change, type ResourceKind } from "./resource.ts";

/** What carrying out changes needs: the writes, and the reads around them. */
export interface PlanNeeds {
  aws: readonly AskedAction[];
  teleport: readonly AskedVerb[];
}

type Grown = { before: readonly unknown[]; after: readonly unknown[] };
const grows = ({ before, after }: Grown) => after.some((one) => !includes(before, one));
const includes = (list: readonly unknown[], wanted: unknown) =>
  list.some((one) => JSON.stringify(one) === JSON.stringify(wanted));

function onAws(resource: string, ...actions: readonly (string | false)[]): PlanNeeds {
  return {
    aws: actions.flatMap((action) => (action === false ? [] : [{ action: `iam:${action}`, resource }])),
    teleport: [],
  };
}

function onTeleport(kind: AskedVerb["kind"], ...verbs: readonly AskedVerb["verb"][]): readonly AskedVerb[] {
  return verbs.map((verb) => ({ kind, verb }));
}

/** The verb by which a resource goes from `before` to `after`. */
function writing({ before, after }: AnyChange): "create" | "update" | "delete" {
  if (after === null) return "delete";
  return before === null ? "create" : "update";
}

const needsOf: { readonly [K in ResourceKind]: (change: Change<K>) => PlanNeeds } = {
  "aws/oidc-provider": ({ resource: { id }, before, after }) => {
    const [had, gets] = [before ?? { audiences: [], tags: [] }, after ?? { audiences: [], tags: [] }];
    const audiences = { before: had.audiences, after: gets.audiences };
    const tags = { before: had.tags, after: gets.tags };
    const isMended = before !== null && after !== null;
    return onAws(
      id,
      "GetOpenIDConnectProvider",
      before === null && "CreateOpenIDConnectProvider",
      after === null && "DeleteOpenIDConnectProvider",
      isMended && grows(audiences) && "AddClientIDToOpenIDConnectProvider",
      isMended &&
        grows({ before: gets.audiences, after: had.audiences }) &&
        "RemoveClientIDFromOpenIDConnectProvider",
      after !== null && grows(tags) && "TagOpenIDConnectProvider",
      isMended && grows({ before: gets.tags, after: had.tags }) && "UntagOpenIDConnectProvider",
    );
  },
  "aws/role": ({ resource: { id }, after }) =>
    onAws(
      id,
      "GetRole",
      after === null ? "DeleteRole" : "CreateRole",
      (after?.tags ?? []).length > 0 && "TagRole",
    ),
  "aws/role-trust": ({ resource: { id } }) => onAws(id, "GetRole", "UpdateAssumeRolePolicy"),
  "aws/role-tag": ({ resource: { id }, after }) =>
    onAws(splitResourceId(id)[0], "ListRoleTags", after === null ? "UntagRole" : "TagRole"),
  "aws/inline-policy": ({ resource: { id }, after }) =>
    onAws(splitResourceId(id)[0], "GetRolePolicy", after === null ? "DeleteRolePolicy" : "PutRolePolicy"),
  "teleport/integration": (change) => ({
    aws: [],
    teleport: onTeleport("integration", "read", writing(change)),
  }),
  "teleport/app-server": ({ after }) => ({
    aws: [],
    // Teleport asks for both verbs, whether the app is new or not.
    teleport: onTeleport(
      "app_server",
      "list",
      "read",
      ...(after === null ? (["delete"] as const) : (["create", "update"] as const)),
    ),
  }),
  "teleport/access-role": (change) => ({
    aws: [],
    teleport: onTeleport("role", "read", writing(change)),
  }),
  "teleport/user-access": () => ({
    aws: [],
    teleport: [...onTeleport("user", "read", "update"), ...onTeleport("role", "list", "read")],
  }),
};

function needsOfChange(change: AnyChange): PlanNeeds {
  // A change always meets the function of its own kind; the type system can't follow that through a union.
  const needs = needsOf[change.resource.kind] as (change: AnyChange) => PlanNeeds;
  const { aws, teleport } = needs(change);
  const waits = change.waitFor === undefined ? [] : onTeleport("integration", "use");
  return { aws, teleport: [...teleport, ...waits] };
}

/** Each permission once, in the order in which the plan needs it. */
export function permissionsOf(changes: readonly AnyChange[]): PlanNeeds {
  const all = changes.map(needsOfChange);
  const once = <T>(list: readonly T[]): readonly T[] => [
    ...new Map(list.map((one) => [JSON.stringify(one), one])).values(),
  ];
  return {
    aws: once(all.flatMap(({ aws }) => aws)),
    teleport: once(all.flatMap(({ teleport }) => teleport)),
  };
}

/**
 * Whether the app may carry out a plan. Never a reason to refuse it: simulation and rules are a prediction, and what is
 * refused fails alone. Parts that could not be asked are unknown, with the reason.
 */
export function planPermissionCheck(
  actions: Observed<readonly HeldAction[]>,
  verbs: Observed<readonly HeldVerb[]>,
): Check {
  const parts = [actions, verbs].flatMap((part) => (part.ok ? [] : [part.problem]));
  const held = [
    ...(actions.ok ? actions.value.map(heldAction) : []),
    ...(verbs.ok ? verbs.value.map(heldVerbWords) : []),
  ];
  const check = { id: "permissions", title: "The app may write this", at: actions.at };
  const [missing, unsure] = [missingIn(held), unknownIn(held)];
  if (missing.length > 0) {
    return {
      ...check,
      title: "The app may not write all of this",
      verdict: "warn",
      evidence: `Missing: ${namesOf(missing)}`,
      remedy: "Allow these first, or go on: what needs them is refused and named, all else is written.",
    };
  }
  if (unsure.length > 0 || parts.length > 0) {
    const notAsked = parts.map(({ what, why }) => `${what} ${why}`);
    return {
      ...check,
      title: "Whether the app may write all of this is not known",
      verdict: "unknown",
      evidence: [...(unsure.length > 0 ? [`Not known: ${namesOf(unsure)}`] : []), ...notAsked].join(" "),
      remedy: "Going on is safe: what is refused is named, and all else is written.",
    };
  }
  return {
    ...check,
    verdict: "ok",
    evidence: "Everything that it needs is allowed, as far as policies and rules tell beforehand.",
    remedy: null,
  };
}
