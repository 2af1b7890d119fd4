import type { Problem } from "#lib/domain/errors.ts";
import type { Observation } from "../observation.ts";
import type { AnyChange, Plan, PlanDraft } from "../resource.ts";
import { sharedRoleWhy } from "#lib/domain/teleport/shared-role.ts";
import { withLosses } from "../goes-on.ts";
import { planScope } from "../scope.ts";
import { wrongAccount } from "../steps/aws-refusal.ts";
import { accessRoleFates, accessRoleLayer } from "./access-roles.ts";
import { appLayer } from "./app.ts";
import { integrationLayer } from "./integration.ts";
import { kept, layerOf, nothingHere, type Layer, type Removal, type Staying } from "./layer.ts";
import { integrationsOfSameRole } from "./other-integrations.ts";
import { peopleLosses } from "./people-losses.ts";
import { providerLayer } from "./provider.ts";
import { roleLayers } from "./role.ts";
import { tagLayer } from "./tags.ts";
import { trustFates, type TrustFate } from "./trust.ts";
import { userLayer } from "./users.ts";
import { untilRoleGoes } from "./waiting.ts";

/** A plan that takes away, with what it leaves and why; or why there is none. */
export type RemovalPlan =
  | { kind: "draft"; draft: PlanDraft; leftOut: readonly Problem[]; stays: readonly Staying[] }
  | { kind: "nothing"; words: string; leftOut: readonly Problem[]; stays: readonly Staying[] }
  | { kind: "refused"; problem: Problem };

/**
 * Everything of an enrollment, against its dependencies: user access, access roles, app, trust statements, tags,
 * Teleport integration, inline policy, integration role, provider. Where AWS can't be read, what people see in
 * Teleport goes all the same.
 */
export function planOffboard(removal: Removal): RemovalPlan {
  const { o } = removal;
  const unread = [o.cluster, o.identity, o.integration, o.integrations, o.apps, o.roles, o.users].find(
    ({ ok }) => !ok,
  );
  if (unread?.ok === false) return { kind: "refused", problem: unread.problem };
  const fates = accessRoleFates(removal);
  const users = userLayer(removal, fates);
  const accessRoles = accessRoleLayer(fates, users);
  const apps = appLayer(removal, accessRoles);
  const rest = ofNamedRoles(removal) ?? awsProblem(o) ?? inAws(removal, apps);
  return removalPlan(
    o,
    "offboard",
    layerOf([users, accessRoles, apps, ...rest]),
    "Nothing of this enrollment is left that this app could remove.",
  );
}

function inAws(removal: Removal, apps: Layer): readonly Layer[] {
  const fates = trustFates(removal);
  const trust = trustLayer(removal, fates);
  const tags = tagLayer(removal, fates);
  const free = integrationLayer(removal, { apps, trust: fates });
  const { integration, policy, role } = untilRoleGoes(removal, {
    integration: free,
    ...roleLayers(removal, { trust: fates, integration: free }),
  });
  return [trust, tags, integration, policy, role, providerLayer(removal, role)];
}

export function trustLayer({ o }: Removal, fates: readonly TrustFate[]): Layer {
  return layerOf([
    ...fates.map(({ change, leftOut }) => ({
      changes: change === null ? [] : [change],
      leftOut: leftOut === null ? [] : [leftOut],
    })),
    ofOthersToo(o, fates),
  ]);
}

/** Said once for all roles: at thousands of them the cause is the same. */
function ofOthersToo(o: Observation, fates: readonly TrustFate[]): Partial<Layer> {
  const shared = fates.filter(({ isOfOthersToo }) => isOfOthersToo);
  const [first] = shared;
  if (first === undefined) return {};
  const others = integrationsOfSameRole(o).map(({ name }) => name);
  const what =
    shared.length === 1
      ? `Statement and tag of ${first.role.name} stay.`
      : `Statements and tags of ${shared.length} roles stay.`;
  return { stays: [{ what, why: sharedRoleWhy(others) }] };
}

/**
 * Where the roles can't be listed, those that were named lose our statement and tag. Others may trust the integration
 * role all the same, so it stays, with what leads to it.
 */
function ofNamedRoles(removal: Removal): readonly Layer[] | null {
  const { aws, scan, named, integrationRole } = removal.o;
  if (scan.ok || named === null || !aws.ok || !integrationRole.ok || wrongAccount(removal.o)) return null;
  const fates = trustFates(removal);
  const { what, why, remedy, evidence } = scan.problem;
  const unread = named.unread.map(({ arn, problem }) =>
    kept(
      "A named role was not looked at, and keeps what it has of ours.",
      `${problem.what} ${problem.why}`,
      `${problem.remedy} Then offboard again.`,
      arn,
    ),
  );
  const rest = kept(
    "The integration, its role and the identity provider stay.",
    `Only the roles that were named are known, and another one may trust the integration role. ${what} ${why}`,
    `${remedy} Then offboard again.`,
    evidence,
  );
  return [
    trustLayer(removal, fates),
    tagLayer(removal, fates),
    { ...nothingHere, leftOut: [...unread, rest] },
  ];
}

/** Why nothing is taken away in AWS; the integration then stays too, so that the rest can follow. */
function awsProblem(o: Observation): readonly Layer[] | null {
  const unread = [o.aws, o.scan, o.integrationRole, o.provider].find(({ ok }) => !ok);
  const problem = unread?.ok === false ? unread.problem : wrongAccount(o);
  if (problem === null) return null;
  const what = "Trust statements, tags, the integration and its role stay.";
  const why = `${problem.what} ${problem.why}`;
  return [
    {
      ...nothingHere,
      leftOut: [kept(what, why, `${problem.remedy} Then offboard again.`, problem.evidence)],
    },
  ];
}

export function removalPlan(
  o: Observation,
  step: Plan["step"],
  { changes, leftOut, stays }: Layer,
  nothing: string,
): RemovalPlan {
  if (changes.length === 0) return { kind: "nothing", words: nothing, leftOut, stays };
  return { kind: "draft", draft: removalDraft(o, step, changes), leftOut, stays };
}

/** With who loses what: it can't be told any more once it is done. */
function removalDraft(o: Observation, step: Plan["step"], changes: readonly AnyChange[]): PlanDraft {
  return withLosses({ scope: planScope(o), step, changes }, peopleLosses(o, changes));
}
