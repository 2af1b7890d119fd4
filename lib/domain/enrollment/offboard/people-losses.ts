import { roleArnsTrait } from "#lib/domain/teleport/user.ts";
import type { AppAccess } from "#lib/domain/access/types.ts";
import type { AppServer, TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { valueOr, type Observation } from "../observation.ts";
import { resourceId, type AnyChange, type PersonLoss, type ResourceStates } from "../resource.ts";
import { enrollmentApp } from "../steps/app/enrollment-app.ts";
import { evaluatorOf, peopleOf, grantsOf } from "../steps/access/people.ts";
import { integrationsOfSameRole } from "./other-integrations.ts";
import { loses as losesTrust } from "./trust-loss.ts";

/** What the changes take from people, by evaluation of what they reach now and would reach then. */
export function peopleLosses(o: Observation, changes: readonly AnyChange[]): readonly PersonLoss[] {
  const own = enrollmentApp(o);
  const untrusted = new Set(changes.flatMap((change) => losesTrust(o, change)));
  const others = untrusted.size === 0 ? [] : appsOfSameRole(o);
  if (!own && others.length === 0) return [];
  const isOwnGone = changes.some(
    ({ resource, after }) =>
      resource.kind === "teleport/app-server" &&
      own !== null &&
      resource.id === resourceId(own.name, own.hostId) &&
      after === null,
  );
  const left = own && !isOwnGone ? [own, ...others] : others;
  const now = evaluatorOf(valueOr(o.roles, []));
  const then = evaluatorOf(rolesAfter(o, changes));
  const reach = own ? grantsOf(o) : peopleOf(o).map((user) => ({ user, arns: [] }));
  return reach.flatMap(({ user, arns }) => {
    const kept = new Set(arnsOf(then(userAfter(user, changes), left)));
    const reached = new Set([...arns, ...(others.length > 0 ? arnsOf(now(user, others)) : [])]);
    const lost = [...reached].filter((arn) => !kept.has(arn) || untrusted.has(arn));
    return lost.length === 0 ? [] : [{ user: user.name, roleArns: lost.toSorted() }];
  });
}

/** The apps of other integrations that have this one's role: whoever comes by them comes by the same trust. */
function appsOfSameRole(o: Observation): readonly AppServer[] {
  const names = new Set(integrationsOfSameRole(o).map(({ name }) => name));
  return valueOr(o.apps, []).filter(({ integration }) => names.has(integration));
}

const arnsOf = (access: readonly AppAccess[]) =>
  access.flatMap(({ roleArns }) => roleArns.map(({ arn }) => arn));

function rolesAfter(o: Observation, changes: readonly AnyChange[]): readonly TeleportRole[] {
  const states = new Map(
    changes
      .filter(({ resource }) => resource.kind === "teleport/access-role")
      .map(({ resource, after }) => [resource.id, after as ResourceStates["teleport/access-role"] | null]),
  );
  return valueOr(o.roles, []).flatMap((role) => {
    const after = states.get(role.name);
    if (after === undefined) return [role];
    if (after === null) return [];
    const { appLabels, awsRoleArns } = after;
    return [{ ...role, allow: { ...role.allow, appLabels, awsRoleArns } }];
  });
}

function userAfter(user: TeleportUser, changes: readonly AnyChange[]): TeleportUser {
  const change = changes.find(
    ({ resource }) => resource.kind === "teleport/user-access" && resource.id === user.name,
  );
  if (change === undefined) return user;
  const nothing = { roles: [], roleArns: [] };
  const before = (change.before ?? nothing) as ResourceStates["teleport/user-access"];
  const after = (change.after ?? nothing) as ResourceStates["teleport/user-access"];
  const taken = before.roles.filter((name) => !after.roles.includes(name));
  return {
    ...user,
    roles: user.roles.filter((name) => !taken.includes(name)),
    traits: { ...user.traits, [roleArnsTrait]: after.roleArns },
  };
}
