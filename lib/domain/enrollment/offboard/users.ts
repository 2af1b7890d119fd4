import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import { roleArnsOf } from "#lib/domain/teleport/user.ts";
import { changeOf } from "../change-of.ts";
import { homeOf } from "../home.ts";
import { knownRoles } from "../known-roles.ts";
import { valueOr } from "../observation.ts";
import { additions, writesTo } from "../record/written.ts";
import { routeOf } from "../steps/access/people.ts";
import { groundOf } from "../steps/access/access-role-plan.ts";
import { accessStateOf } from "../steps/access/user-plan.ts";
import { givenTo, type AccessRoleFate } from "./access-roles.ts";
import { layerOf, type Layer, type Removal } from "./layer.ts";
import { hasOtherIntegrations, othersLetInBy } from "./other-integrations.ts";

/** Grants of everybody, so that the access roles can go. */
export function userLayer(removal: Removal, fates: readonly AccessRoleFate[]): Layer {
  const users = valueOr(removal.o.users, []).filter((user) => routeOf(removal.o, user).route === "direct");
  return layerOf(users.map((user) => fromUser(removal, user, rolesToTake(removal, user, fates))));
}

/** Whoever holds a role that others had to do with may have it from them: only what this app gave is taken away. */
export function rolesToTake(
  { record }: Removal,
  user: TeleportUser,
  fates: readonly AccessRoleFate[],
): readonly string[] {
  const given = givenTo(record, user);
  return fates
    .filter(({ role, isOursAlone }) => isOursAlone || given.has(role.name))
    .map(({ role }) => role.name);
}

/** What this enrollment gave one person: access roles by name, and the ARNs that it put into the trait. */
export function fromUser(removal: Removal, user: TeleportUser, roleNames: readonly string[]): Layer {
  const { o, record } = removal;
  const before = accessStateOf(o, user, []);
  const put = additions(writesTo(record, "teleport/user-access", user.name), ({ roleArns }) => roleArns);
  const ofAccount = roleArnsOf(user).filter((arn) => accountOf(arn) === homeOf(o).accountId);
  const shared = new Map(ofAccount.map((arn) => [arn, sharedBecause(removal, arn)]));
  const goes = new Set(ofAccount.filter((arn) => put.has(arn) && shared.get(arn) === null));
  const others = ofAccount.filter((arn) => !goes.has(arn));
  const after = {
    roles: before.roles.filter((name) => !roleNames.includes(name)),
    roleArns: before.roleArns.filter((arn) => !goes.has(arn)),
  };
  const taken = before.roles.filter((name) => roleNames.includes(name));
  const isLess = after.roles.length < before.roles.length || after.roleArns.length < before.roleArns.length;
  return {
    changes: isLess
      ? [
          changeOf("teleport/user-access", user.name, {
            before,
            after,
            why: `${user.name} loses what this enrollment gave; other roles and ARNs stay. It counts from the next sign-in.`,
            stoodOn: groundOf(valueOr(o.roles, []).filter(({ name }) => taken.includes(name))),
          }),
        ]
      : [],
    leftOut: [],
    stays: others.map((arn) => ({
      what: `${arn} stays in the trait of ${user.name}.`,
      why: shared.get(arn) ?? "It was not put there by this app, as far as its record tells.",
    })),
  };
}

function accountOf(arn: string): string | null {
  const parsed = parseRoleArn(arn);
  return parsed.ok ? parsed.value.accountId : null;
}

/**
 * A trait says nothing of integrations: the same entry opens the role through each that it trusts. Null: through no
 * other one.
 */
function sharedBecause({ o }: Removal, arn: string): string | null {
  const role = valueOr(knownRoles(o), null)?.roles.find((one) => one.arn === arn);
  if (role !== undefined) {
    const isShared = othersLetInBy(o, role.trustPolicy).length > 0;
    return isShared ? "Another integration of this account leads to the same role, or may." : null;
  }
  // A role that is missing from a list of all is gone; elsewhere nothing follows from its absence.
  if (valueOr(o.scan, null)?.accountId === homeOf(o).accountId || !hasOtherIntegrations(o)) return null;
  return "The role could not be read, and another integration of this account may lead to it.";
}
