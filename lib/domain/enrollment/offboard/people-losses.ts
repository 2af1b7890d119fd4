import { roleArnsTrait } from "#lib/domain/teleport/user.ts";
import type { TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { valueOr, type Observation } from "../observation.ts";
import { resourceId, type AnyChange, type PersonLoss, type ResourceStates } from "../resource.ts";
import { enrollmentApp } from "../steps/app/enrollment-app.ts";
import { evaluatorOf, grantsOf } from "../steps/access/people.ts";
import { loses as losesTrust } from "./trust-loss.ts";

/** What the changes take from people, by evaluation of what they reach now and would reach then. */
export function peopleLosses(o: Observation, changes: readonly AnyChange[]): readonly PersonLoss[] {
  const app = enrollmentApp(o);
  if (!app) return [];
  const isAppGone = changes.some(
    ({ resource, after }) =>
      resource.kind === "teleport/app-server" &&
      resource.id === resourceId(app.name, app.hostId) &&
      after === null,
  );
  const evaluate = evaluatorOf(rolesAfter(o, changes));
  const untrusted = new Set(changes.flatMap((change) => losesTrust(o, change)));
  return grantsOf(o).flatMap(({ user, arns }) => {
    const [access] = isAppGone ? [] : evaluate(userAfter(user, changes), [app]);
    const left = new Set(access?.roleArns.map(({ arn }) => arn));
    const lost = [...arns].filter((arn) => !left.has(arn) || untrusted.has(arn));
    return lost.length === 0 ? [] : [{ user: user.name, roleArns: lost.toSorted() }];
  });
}

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
