import { evaluateAccess } from "#lib/domain/access/evaluate.ts";
import type { AccessApp, AppAccess } from "#lib/domain/access/types.ts";
import type { TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { grantRoute } from "#lib/domain/teleport/user.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { perObservation } from "../../per-observation.ts";
import { enrollmentApp } from "../app/enrollment-app.ts";

/** Users who may be given access: not bots, not Teleport's own, not the user that this app runs as. */
export function peopleOf(o: Observation): readonly TeleportUser[] {
  return valueOr(o.users, []).filter((user) => routeOf(o, user).route !== "never");
}

export function routeOf(o: Observation, user: TeleportUser) {
  return grantRoute(user, valueOr(o.identity, null)?.userName ?? "");
}

export interface Reach {
  user: TeleportUser;
  /** ARNs that the enrollment's tile certainly offers. */
  arns: ReadonlySet<string>;
  /** Something that can't be evaluated here could add or take ARNs. */
  unsure: boolean;
  /** The evaluation that says so; undefined: the app is not shown to them. */
  access: AppAccess | undefined;
}

/** What each person who is not locked reaches on the enrollment's app, by evaluation; empty while there is no app. */
export const reachOf: (o: Observation) => readonly Reach[] = perObservation((o) =>
  grantsOf(o).filter(({ user }) => !user.locked),
);

/** The same for everybody: a lock can be taken off, and leaves what was given. */
export const grantsOf: (o: Observation) => readonly Reach[] = perObservation((o) => {
  const app = enrollmentApp(o);
  if (!app) return [];
  const evaluate = evaluatorOf(valueOr(o.roles, []));
  return peopleOf(o).map((user) => {
    const [access] = evaluate(user, [app]);
    return {
      user,
      arns: new Set(access?.roleArns.map(({ arn }) => arn)),
      unsure: (access?.unknown.length ?? 0) > 0,
      access,
    };
  });
});

/** Evaluates many users against the same roles: each looks only at the roles that it holds. */
export function evaluatorOf(roles: readonly TeleportRole[]) {
  const byName = new Map(roles.map((role) => [role.name, role]));
  return (user: TeleportUser, apps: readonly AccessApp[]) =>
    evaluateAccess({
      user,
      roles: user.roles.flatMap((name) => byName.get(name) ?? []),
      apps,
    });
}

/** By role ARN: the names of those who reach it. */
export const holdersOf: (o: Observation) => ReadonlyMap<string, readonly string[]> = perObservation((o) => {
  const holders = new Map<string, string[]>();
  for (const { user, arns } of reachOf(o)) {
    for (const arn of arns) {
      const names = holders.get(arn);
      if (names) names.push(user.name);
      else holders.set(arn, [user.name]);
    }
  }
  return holders;
});
