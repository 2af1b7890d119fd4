import type { Metadata } from "#lib/proto/gen/teleport/legacy/types/resource_pb.js";
import type { RoleConditions, RoleV6 } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { badParameter } from "../grpc/errors.ts";
import { isValidTemplate } from "../rbac/template.ts";
import { knowsRoleVersion } from "../version.ts";

function checkConditions(conditions: RoleConditions | undefined): void {
  for (const [key, { Values }] of Object.entries(conditions?.AppLabels?.Values ?? {})) {
    const isWildcard = Values.length === 1 && Values[0] === "*";
    if (key === "*" && !isWildcard) {
      throw badParameter(`app_labels: the key "*" takes the value "*" and no other`);
    }
  }
  for (const arn of conditions?.AWSRoleARNs ?? []) {
    if (!isValidTemplate(arn)) throw badParameter(`aws_role_arns: ${arn} is not a valid template`);
  }
}

/** The checks of a role on its way in; what the sender left to the server is filled in. */
export function checkRole(
  role: RoleV6 | undefined,
  serverVersion: string,
): { name: string; role: RoleV6; metadata: Metadata } {
  const metadata = role?.Metadata;
  const name = metadata?.Name ?? "";
  if (!role || !metadata || name === "") throw badParameter("missing parameter Name of the role");
  if (role.Kind !== "" && role.Kind !== "role") throw badParameter(`a role can't be of kind "${role.Kind}"`);
  if (!knowsRoleVersion(serverVersion, role.Version))
    throw badParameter(`role version "${role.Version}" is not supported`);
  if (Object.hasOwn(metadata.Labels, "TeleportDowngraded")) {
    throw badParameter("a role that was downgraded for an older client can't be written back");
  }
  checkConditions(role.Spec?.Allow);
  checkConditions(role.Spec?.Deny);
  role.Kind = "role";
  metadata.Namespace = "default";
  return { name, role, metadata };
}
