import { create } from "@bufbuild/protobuf";
import type { TeleportRole } from "#lib/domain/teleport/types.ts";
import { roleArnsTrait } from "#lib/domain/teleport/user.ts";
import { UserSpecV2Schema } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import type { UserSpecV2, UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import {
  LabelValuesSchema,
  StringValuesSchema,
} from "#lib/proto/gen/teleport/legacy/types/wrappers/wrappers_pb.js";
import { UsersService } from "#lib/proto/gen/teleport/users/v1/users_service_pb.js";
import type { AuthClient } from "./auth-client.ts";
import { accountOfRoleArn, assertRoleArns, hasOurLabel, refusal, whyNotOneAccount } from "./gateway-rules.ts";
import { listIntegrations } from "./integrations.ts";
import { ownerOf } from "./map-user.ts";
import { getRole } from "./roles.ts";
import { readUser } from "./users.ts";

export interface UserAccessChange {
  addRoles: readonly string[];
  removeRoles: readonly string[];
  addRoleArns: readonly string[];
  removeRoleArns: readonly string[];
}

function assertMayChange(user: UserV2, ownUserName: string): void {
  const name = user.Metadata?.Name ?? "";
  const { isBot, isSystem } = ownerOf(user);
  const reason =
    name === ownUserName
      ? "It is the app's own user; the app never changes its own access."
      : isBot
        ? "It is a bot."
        : isSystem
          ? "Teleport itself made it."
          : null;
  if (reason !== null)
    throw refusal(`The app does not change the access of the user “${name}”.`, reason, name);
}

/** Also asked right before the write: the role may have been widened since the plan was shown. */
function whyNotGrantable({ labels, grantsMore, allow }: TeleportRole): string | null {
  if (grantsMore) return "It grants more than app labels and AWS role ARNs.";
  if (!hasOurLabel(labels)) return "It does not carry the app's label: somebody else made it.";
  if (allow.awsRoleArns.length > 1) return "It names several AWS roles: somebody widened it.";
  const why = whyNotOneAccount(allow);
  return why === null ? null : `${why} Somebody widened it.`;
}

async function assertGrantable(client: AuthClient, change: UserAccessChange): Promise<void> {
  for (const name of change.addRoles) {
    const role = await getRole(client, name);
    const why = role === null ? "There is no such role." : whyNotGrantable(role);
    if (why !== null) throw refusal(`The app does not grant the role “${name}”.`, why, name);
  }
  for (const name of change.removeRoles) {
    const role = await getRole(client, name);
    // A name without a role grants nothing: taking it away is tidying up.
    if (role === null || hasOurLabel(role.labels)) continue;
    throw refusal(
      `The app does not take the role “${name}” away.`,
      "It does not carry the app's label: somebody else made it.",
      name,
    );
  }
}

async function assertEnrolled(client: AuthClient, arns: readonly string[]): Promise<void> {
  assertRoleArns(arns, `the trait ${roleArnsTrait}`);
  if (arns.length === 0) return;
  const integrations = await listIntegrations(client);
  const enrolled = new Set(integrations.map(({ roleArn }) => accountOfRoleArn(roleArn)));
  for (const arn of arns) {
    if (enrolled.has(accountOfRoleArn(arn))) continue;
    throw refusal(
      `The app does not write “${arn}” into the trait ${roleArnsTrait}.`,
      "No integration of this cluster belongs to that account.",
      arn,
    );
  }
}

function merged(current: readonly string[], add: readonly string[], remove: readonly string[]): string[] {
  const kept = current.filter((item) => !remove.includes(item));
  return [...kept, ...new Set(add.filter((item) => !kept.includes(item)))];
}

const equal = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** Changes the spec in place; false: nothing to change. */
function applyChange(spec: UserSpecV2, change: UserAccessChange): boolean {
  const roles = merged(spec.Roles, change.addRoles, change.removeRoles);
  const currentArns = spec.Traits?.Values[roleArnsTrait]?.Values ?? [];
  const arns = merged(currentArns, change.addRoleArns, change.removeRoleArns);
  if (equal(roles, spec.Roles) && equal(arns, currentArns)) return false;
  spec.Roles = roles;
  if (equal(arns, currentArns)) return true;
  spec.Traits ??= create(LabelValuesSchema);
  const trait = (spec.Traits.Values[roleArnsTrait] ??= create(StringValuesSchema));
  trait.Values = arns;
  if (arns.length === 0) delete spec.Traits.Values[roleArnsTrait];
  return true;
}

/** Merges; everything that the change does not name stays as it is, fields unknown to the app included. */
export async function updateUserAccess(
  client: AuthClient,
  ownUserName: string,
  name: string,
  change: UserAccessChange,
): Promise<void> {
  const user = await readUser(client, name);
  assertMayChange(user, ownUserName);
  await assertGrantable(client, change);
  await assertEnrolled(client, change.addRoleArns);
  user.Spec ??= create(UserSpecV2Schema);
  if (!applyChange(user.Spec, change)) return;
  await client.write(UsersService, { verb: "update", kind: "user", name }, (service) =>
    service.updateUser({ user }),
  );
}
