import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import { roleArnsOf } from "#lib/domain/teleport/user.ts";
import { changeOf } from "../change-of.ts";
import { homeOf } from "../home.ts";
import { valueOr } from "../observation.ts";
import { additions, writesTo } from "../record/written.ts";
import { routeOf } from "../steps/access/people.ts";
import { accessStateOf } from "../steps/access/user-plan.ts";
import type { AccessRoleFate } from "./access-roles.ts";
import { layerOf, type Layer, type Removal } from "./layer.ts";
import { othersNamedIn } from "./other-integrations.ts";

/** Grants of everybody, so that the access roles can go. */
export function userLayer(removal: Removal, fates: readonly AccessRoleFate[]): Layer {
  const users = valueOr(removal.o.users, []).filter((user) => routeOf(removal.o, user).route === "direct");
  return layerOf(
    users.map((user) => {
      const given = additions(
        writesTo(removal.record, "teleport/user-access", user.name),
        ({ roles }) => roles,
      );
      // A role that stays was given by others too: only what this app gave is taken away.
      const goes = fates.filter(({ role, fate }) => fate === "delete" || given.has(role.name));
      return fromUser(
        removal,
        user,
        goes.map(({ role }) => role.name),
      );
    }),
  );
}

/** What this enrollment gave one person: access roles by name, and the ARNs that it put into the trait. */
export function fromUser(removal: Removal, user: TeleportUser, roleNames: readonly string[]): Layer {
  const { o, record } = removal;
  const before = accessStateOf(o, user, []);
  const put = additions(writesTo(record, "teleport/user-access", user.name), ({ roleArns }) => roleArns);
  const ofAccount = roleArnsOf(user).filter((arn) => accountOf(arn) === homeOf(o).accountId);
  const shared = ofAccount.filter((arn) => isSharedTarget(removal, arn));
  const goes = new Set(ofAccount.filter((arn) => put.has(arn) && !shared.includes(arn)));
  const others = ofAccount.filter((arn) => !goes.has(arn));
  const after = {
    roles: before.roles.filter((name) => !roleNames.includes(name)),
    roleArns: before.roleArns.filter((arn) => !goes.has(arn)),
  };
  const isLess = after.roles.length < before.roles.length || after.roleArns.length < before.roleArns.length;
  return {
    changes: isLess
      ? [
          changeOf("teleport/user-access", user.name, {
            before,
            after,
            why: `${user.name} loses what this enrollment gave; other roles and ARNs stay. It counts from the next sign-in.`,
          }),
        ]
      : [],
    leftOut: [],
    stays: others.map((arn) => ({
      what: `${arn} stays in the trait of ${user.name}.`,
      why: shared.includes(arn)
        ? "Another integration of this account leads to the same role."
        : "It was not put there by this app, as far as its record tells.",
    })),
  };
}

function accountOf(arn: string): string | null {
  const parsed = parseRoleArn(arn);
  return parsed.ok ? parsed.value.accountId : null;
}

/** A trait says nothing of integrations: the same entry opens the role through each that it trusts. */
function isSharedTarget({ o }: Removal, arn: string): boolean {
  const role = valueOr(o.scan, null)?.roles.find((one) => one.arn === arn);
  return role !== undefined && othersNamedIn(o, role.trustPolicy).length > 0;
}
