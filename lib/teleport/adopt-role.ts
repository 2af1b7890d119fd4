import { holdsExactlyAccount } from "#lib/domain/teleport/access-role-name.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import type { TeleportRole } from "#lib/domain/teleport/types.ts";
import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import type { RoleV6 } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import type { AuthClient } from "./auth-client.ts";
import { accountOfRoleArn, assertRoleArns, refusal } from "./gateway-rules.ts";
import { getIntegration } from "./integrations.ts";
import { mapRole } from "./map-role.ts";

const kind = "role";

async function read(client: AuthClient, name: string): Promise<RoleV6> {
  return await client.read(AuthService, { verb: "read", kind, name }, (service) =>
    service.getRole({ Name: name }),
  );
}

/** The whole message goes back, with its revision and everything in it that the app does not know. */
async function write(client: AuthClient, message: RoleV6, name: string): Promise<void> {
  await client.write(AuthService, { verb: "update", kind, name }, (service) =>
    service.updateRole({ Role: message }),
  );
}

function enrollmentOf({ labels }: TeleportRole): string | null {
  return Object.hasOwn(labels, enrollmentLabel) ? (labels[enrollmentLabel] ?? "") : null;
}

function notAdopted(name: string, why: string): Error {
  return refusal(`The app does not adopt the role “${name}”.`, why, name);
}

/** What a role must be before the app may count it among its own. */
async function assertAdoptable(client: AuthClient, role: TeleportRole, integration: string): Promise<void> {
  if (enrollmentOf(role) !== null) {
    throw notAdopted(role.name, `It belongs to the enrollment “${enrollmentOf(role)}”.`);
  }
  const found = await getIntegration(client, integration);
  const accountId = found === null ? null : accountOfRoleArn(found.roleArn);
  if (accountId === null) {
    throw notAdopted(role.name, `No integration “${integration}” of this cluster leads to an AWS account.`);
  }
  if (!holdsExactlyAccount(role, accountId) || role.allow.awsRoleArns.length === 0) {
    throw notAdopted(
      role.name,
      `It holds something else than app labels and AWS role ARNs of the account ${accountId} alone.`,
    );
  }
  assertRoleArns(role.allow.awsRoleArns, `the role “${role.name}”`);
}

export async function adoptRole(client: AuthClient, name: string, integration: string): Promise<void> {
  const message = await read(client, name);
  const role = mapRole(message);
  if (enrollmentOf(role) === integration && integration !== "") return;
  await assertAdoptable(client, role, integration);
  if (!message.Metadata) throw notAdopted(name, "Teleport's answer holds no metadata.");
  message.Metadata.Labels = { ...message.Metadata.Labels, [enrollmentLabel]: integration };
  await write(client, message, name);
}

export async function releaseRole(client: AuthClient, name: string, integration: string): Promise<void> {
  const message = await read(client, name);
  const owner = enrollmentOf(mapRole(message));
  if (owner === null || !message.Metadata) return;
  if (owner !== integration) {
    throw refusal(
      `The app does not take its label off the role “${name}”.`,
      `It belongs to the enrollment “${owner}”, not to “${integration}”.`,
      name,
    );
  }
  const { [enrollmentLabel]: _, ...labels } = message.Metadata.Labels;
  message.Metadata.Labels = labels;
  await write(client, message, name);
}
