import { create, toBinary } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import type { RoleConditions as RoleSide, TeleportRole } from "#lib/domain/teleport/types.ts";
import { RoleConditionsSchema } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import type { RoleConditions, RoleV6 } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { fromLabelValues } from "./map-labels.ts";

/** Fields by which an access role grants; Namespaces is filled by the server and grants nothing. */
const ownFields: ReadonlySet<string> = new Set([
  "AppLabels",
  "AppLabelsExpression",
  "AWSRoleARNs",
  "Namespaces",
]);

/** kubernetes_resources: filled by the server, and narrows what kubernetes_labels would grant. */
const harmlessUnknownFields: ReadonlySet<number> = new Set([24]);

/** Something besides app labels and role ARNs is granted; fields that are not listed here count too. */
export function grantsMore(allow: RoleConditions | undefined): boolean {
  if (!allow) return false;
  const message = reflect(RoleConditionsSchema, allow);
  const known = message.fields.some((field) => {
    if (ownFields.has(field.name) || !message.isSet(field)) return false;
    // An empty sub-message is set on the wire and grants nothing.
    if (field.fieldKind !== "message") return true;
    return toBinary(field.message, message.get(field).message).length > 0;
  });
  // The data of a length-delimited field begins with its length.
  const unknown = (allow.$unknown ?? []).some(
    ({ no, data }) => !harmlessUnknownFields.has(no) && !(data.length === 1 && data[0] === 0),
  );
  return known || unknown;
}

function mapSide(conditions: RoleConditions | undefined): RoleSide {
  const side = conditions ?? create(RoleConditionsSchema);
  const requestRoles = side.Request?.Roles ?? [];
  return {
    appLabels: fromLabelValues(side.AppLabels),
    appLabelsExpression: side.AppLabelsExpression,
    awsRoleArns: [...side.AWSRoleARNs],
    ...(requestRoles.length > 0 ? { requestRoles: [...requestRoles] } : {}),
  };
}

export function mapRole(role: RoleV6): TeleportRole {
  return {
    name: role.Metadata?.Name ?? "",
    version: role.Version,
    labels: { ...role.Metadata?.Labels },
    description: role.Metadata?.Description ?? "",
    allow: mapSide(role.Spec?.Allow),
    deny: mapSide(role.Spec?.Deny),
    revision: role.Metadata?.Revision ?? "",
    grantsMore: grantsMore(role.Spec?.Allow),
  };
}
