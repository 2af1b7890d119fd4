import { isDeepStrictEqual } from "node:util";
import { create } from "@bufbuild/protobuf";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import type { LabelSelectors, Labels, RoleConditions, TeleportRole } from "#lib/domain/teleport/types.ts";
import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import {
  RoleConditionsSchema,
  RoleSpecV6Schema,
  RoleV6Schema,
} from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import type { RoleV6 } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import type { AuthClient } from "./auth-client.ts";
import { assertRoleArns, hasOurLabel, refusal, whyNotOneAccount } from "./gateway-rules.ts";
import { toLabelValues } from "./map-labels.ts";
import { grantsMore, mapRole } from "./map-role.ts";
import { unlessMissing } from "./outcomes.ts";
import { allPages } from "./pages.ts";

const kind = "role";

export interface NewAccessRole {
  name: string;
  version: string;
  labels: Labels;
  appLabels: LabelSelectors;
  awsRoleArns: readonly string[];
}

export async function listRoles(client: AuthClient): Promise<readonly TeleportRole[]> {
  const roles = await allPages((StartKey, Limit) =>
    client.read(AuthService, { verb: "list", kind, name: "" }, async (service) => {
      const page = await service.listRoles({ Limit, StartKey });
      return { items: page.Roles, nextKey: page.NextKey };
    }),
  );
  return roles.map(mapRole);
}

function read(client: AuthClient, name: string): Promise<RoleV6 | null> {
  return unlessMissing(
    client.read(AuthService, { verb: "read", kind, name }, (service) => service.getRole({ Name: name })),
  );
}

export async function getRole(client: AuthClient, name: string): Promise<TeleportRole | null> {
  const role = await read(client, name);
  return role === null ? null : mapRole(role);
}

export async function createRole(client: AuthClient, role: NewAccessRole): Promise<void> {
  if (!hasOurLabel(role.labels)) {
    throw refusal(
      `The app does not create the role “${role.name}”.`,
      `It lacks the label ${enrollmentLabel}, by which the app knows its own roles.`,
      role.name,
    );
  }
  assertRoleArns(role.awsRoleArns, `the role “${role.name}”`);
  const why = whyNotOneAccount(role);
  if (why !== null) throw refusal(`The app does not create the role “${role.name}”.`, why, role.name);
  const message = create(RoleV6Schema, {
    Kind: kind,
    Version: role.version,
    Metadata: { Name: role.name, Namespace: "default", Labels: { ...role.labels } },
    Spec: {
      Allow: { AppLabels: toLabelValues(role.appLabels), AWSRoleARNs: [...role.awsRoleArns] },
      Deny: {},
      Options: {},
    },
  });
  await client.write(AuthService, { verb: "create", kind, name: role.name }, (service) =>
    service.createRole({ Role: message }),
  );
}

function assertOurs(role: TeleportRole, verb: string): void {
  if (hasOurLabel(role.labels)) return;
  throw refusal(
    `The app does not ${verb} the role “${role.name}”.`,
    `It lacks the label ${enrollmentLabel}: somebody else made it.`,
    role.name,
  );
}

type Content = Pick<RoleConditions, "appLabels" | "awsRoleArns">;

/** Our ARN can also be taken out of a role that somebody widened. */
function onlyTakesAway({ allow }: TeleportRole, { appLabels, awsRoleArns }: Content): boolean {
  return (
    awsRoleArns.every((arn) => allow.awsRoleArns.includes(arn)) &&
    isDeepStrictEqual(appLabels, allow.appLabels)
  );
}

export async function updateRole(client: AuthClient, name: string, change: Content): Promise<void> {
  assertRoleArns(change.awsRoleArns, `the role “${name}”`);
  const call = { verb: "update", kind, name };
  const message = await client.read(AuthService, { ...call, verb: "read" }, (service) =>
    service.getRole({ Name: name }),
  );
  const found = mapRole(message);
  assertOurs(found, "change");
  if (grantsMore(message.Spec?.Allow)) {
    throw refusal(
      `The app does not change the role “${name}”.`,
      "It grants more than app labels and AWS role ARNs: somebody extended it.",
      name,
    );
  }
  const why = onlyTakesAway(found, change) ? null : whyNotOneAccount(change);
  if (why !== null) throw refusal(`The app does not write this into the role “${name}”.`, why, name);
  message.Spec ??= create(RoleSpecV6Schema);
  message.Spec.Allow ??= create(RoleConditionsSchema);
  message.Spec.Allow.AppLabels = toLabelValues(change.appLabels);
  message.Spec.Allow.AWSRoleARNs = [...change.awsRoleArns];
  await client.write(AuthService, call, (service) => service.updateRole({ Role: message }));
}

/** Repeatable: a role that is gone already is no failure. */
export async function deleteRole(client: AuthClient, name: string): Promise<void> {
  const role = await getRole(client, name);
  if (role === null) return;
  assertOurs(role, "delete");
  if (role.grantsMore) {
    throw refusal(
      `The app does not delete the role “${name}”.`,
      "It grants more than app labels and AWS role ARNs: somebody extended it.",
      name,
    );
  }
  await unlessMissing(
    client.write(AuthService, { verb: "delete", kind, name }, (service) =>
      service.deleteRole({ Name: name }),
    ),
  );
}
