import { encodeDocument, type Output } from "../api/xml.ts";
import { findRoleUse, roleArn } from "../store/directory.ts";
import type { Role } from "../store/model.ts";
import type { View } from "../store/store.ts";
import { shownTags } from "./tags.ts";
import { shownTrust } from "./trust-document.ts";

/** What every answer about a role has. */
export function roleCore(view: View, role: Role): Output {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArn(role),
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodeDocument(shownTrust(role.trust, view)),
  };
}

/** ListRoles: without tags, boundary and last use, as IAM leaves them out there. */
export function listedRole(view: View, role: Role): Output {
  return {
    ...roleCore(view, role),
    Description: role.description ?? undefined,
    MaxSessionDuration: role.maxSessionSeconds,
  };
}

export function wholeRole(view: View, role: Role): Output {
  return { ...listedRole(view, role), ...roleExtras(view, role) };
}

export function roleExtras(view: View, role: Role): Output {
  const use = findRoleUse(view, role);
  return {
    PermissionsBoundary: shownBoundary(role.boundary),
    Tags: role.tags.length > 0 ? shownTags(role.tags) : undefined,
    RoleLastUsed: use ? { LastUsedDate: use.usedAt, Region: use.region } : {},
  };
}

export function shownBoundary(arn: string | null): Output | undefined {
  if (arn === null) return undefined;
  return { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: arn };
}
