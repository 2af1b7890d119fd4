import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import { mergeRoleArnsTrait, roleArnsOf } from "#lib/domain/teleport/user.ts";
import { changeOf } from "../../change-of.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { AnyChange, AnyGround, ResourceStates } from "../../resource.ts";
import { enrollmentOf } from "./targets.ts";

export interface Grant {
  user: TeleportUser;
  /** Access roles that the user shall hold. */
  roles: readonly string[];
  /** ARNs that the user's trait shall hold. */
  roleArns: readonly string[];
  /** Keys of the changes that make the access roles. */
  needs: readonly string[];
  /** The access roles that the user does not hold yet, as they will be when they are given. */
  standsOn: readonly AnyGround[];
  /** Access roles that this plan adopts: whoever holds one holds an access role from then on. */
  adopted: readonly string[];
}

/** What granting changes of a user: roles and ARNs are added, none is taken away; null where nothing is missing. */
export function userChange(o: Observation, grant: Grant): AnyChange | null {
  const { user, needs, standsOn } = grant;
  const before = accessStateOf(o, user, grant.adopted);
  const after = {
    roles: [
      ...new Set([
        ...before.roles,
        ...user.roles.filter((name) => grant.roles.includes(name)),
        ...grant.roles,
      ]),
    ],
    roleArns: mergeRoleArnsTrait(user, grant.roleArns),
  };
  const isHeld = grant.roles.every((name) => user.roles.includes(name));
  if (isHeld && after.roleArns.length === before.roleArns.length) return null;
  return changeOf("teleport/user-access", user.name, {
    before,
    after,
    why:
      grant.roles.length > 0
        ? "The user shall find the AWS roles in the app."
        : "The user's own list of AWS roles grows.",
    needs,
    standsOn,
  });
}

/** A user as the resource reads it: the access roles of enrollments only, and the trait. */
export function accessStateOf(
  o: Observation,
  user: TeleportUser,
  adopted: readonly string[],
): ResourceStates["teleport/user-access"] {
  const held = new Set(user.roles);
  const labelled = valueOr(o.roles, []).filter(
    (role) => held.has(role.name) && enrollmentOf(role) !== undefined,
  );
  const names = new Set([...labelled.map(({ name }) => name), ...adopted]);
  return { roles: user.roles.filter((name) => names.has(name)), roleArns: roleArnsOf(user) };
}
