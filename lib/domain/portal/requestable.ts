import { effectiveRole } from "#lib/domain/access/effective-role.ts";
import { evaluateAccess } from "#lib/domain/access/evaluate.ts";
import { matchLabelPattern } from "#lib/domain/access/label-pattern.ts";
import { accountOfRoleArn } from "#lib/domain/access/shown-arns.ts";
import { accountLabel } from "#lib/domain/teleport/labels.ts";
import type { AppServer, TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import type { PortalRequestable } from "./view.ts";

interface RequestableFacts {
  user: TeleportUser;
  roles: readonly TeleportRole[];
  apps: readonly AppServer[];
  /** ARNs that the person has already, whatever the app. */
  has: ReadonlySet<string>;
}

/** What the person could open with one Teleport role more that they may ask for. In the order of the roles. */
export function requestableRoles({ user, roles, apps, has }: RequestableFacts): PortalRequestable[] {
  const held = roles.filter(({ name }) => user.roles.includes(name));
  if (held.every(({ allow }) => !allow.requestRoles)) return [];
  return roles
    .filter((role) => !user.roles.includes(role.name) && mayRequest(held, role.name))
    .flatMap((role) => {
      const { arns } = effectiveRole(role, user.traits).allow;
      const accounts = new Set(arns.map(accountOfRoleArn));
      // Most roles belong to one account: the other apps need not be looked at.
      const near = apps.filter(
        ({ labels }) => accounts.has(labels[accountLabel] ?? null) || !labels[accountLabel],
      );
      const access =
        arns.length === 0
          ? []
          : evaluateAccess({
              user: { ...user, roles: [...user.roles, role.name] },
              roles: [...held, role],
              apps: near,
            });
      return access.flatMap(({ app, roleArns }) =>
        roleArns
          .filter(({ arn, via }) => via === role.name && !has.has(arn))
          .map(({ arn }) => ({ arn, app, teleportRole: role.name })),
      );
    });
}

/** As with labels a name, a glob or a regular expression; a pattern that can't be read asks for nothing. */
function mayRequest(held: readonly TeleportRole[], name: string): boolean {
  const matches = (patterns: readonly string[] | undefined) =>
    (patterns ?? []).some((pattern) => matchLabelPattern(pattern, name) === "yes");
  return (
    held.some(({ allow }) => matches(allow.requestRoles)) &&
    !held.some(({ deny }) => matches(deny.requestRoles))
  );
}
