import { alreadyExists, deleteConflict, noSuchEntity, quotaExceeded } from "../api/aws-error.ts";
import { authorize, callerOf, iamRead, iamWrite, type Call, type Operations } from "../api/call.ts";
import { pageOf } from "../api/paging.ts";
import { keyOf, accountKey, roleKey, roleUseKey } from "../store/keys.ts";
import { findPolicy, roleArn } from "../store/directory.ts";
import type { Role } from "../store/model.ts";
import { newUniqueId } from "../store/unique-id.ts";
import { isoSeconds } from "../timestamp.ts";
import { authorizedRole, saveRole } from "./role-change.ts";
import { listedRole, wholeRole } from "./role-output.ts";
import { documentOf, pathOf, refuseProtected, refuseReservedPath, roleNameOf } from "./rules.ts";
import { tagContext, tagsOf, mergeTags } from "./tags.ts";
import { acceptTrust } from "./trust-write.ts";

const description = { max: 1000, pattern: /^[\t\n\r\u0020-\u007E\u00A1-\u00FF]*$/ };

function createRole(call: Call) {
  const { accountId } = callerOf(call);
  const { input, view } = call;
  const name = roleNameOf(input);
  const path = pathOf(input);
  const document = documentOf(input, "AssumeRolePolicyDocument");
  const tags = mergeTags([], tagsOf(input));
  const boundary = input.optionalText("PermissionsBoundary", { min: 20, max: 2048 }) ?? null;
  const role: Omit<Role, "trust"> = {
    kind: "role",
    accountId,
    name,
    path,
    id: newUniqueId("AROA"),
    createdAt: isoSeconds(call.nowMs),
    description: input.optionalText("Description", description) ?? null,
    maxSessionSeconds: input.integer("MaxSessionDuration", 3600, 43_200) ?? 3600,
    tags,
    inlinePolicies: [],
    attachedPolicies: [],
    boundary,
    instanceProfiles: [],
  };
  const context = [...tagContext(tags, []), ["iam:PermissionsBoundary", boundary] as const];
  authorize(call, "iam:CreateRole", roleArn(role), context);
  if (tags.length > 0) authorize(call, "iam:TagRole", roleArn(role), context);
  refuseReservedPath(path);
  if (boundary !== null && !findPolicy(view, boundary)) {
    throw noSuchEntity(`Scope ARN: ${boundary} does not exist or is not attachable.`);
  }
  const trust = acceptTrust(call, accountId, document);
  if (view.get("role", roleKey(accountId, name))) {
    throw alreadyExists(`Role with name ${name} already exists.`);
  }
  const quota = view.get("account", accountKey(accountId))?.rolesQuota ?? 1000;
  if (view.list("role", accountId).length >= quota) throw quotaExceeded("RolesPerAccount", quota);
  const created: Role = { ...role, trust };
  saveRole(call, created);
  call.roleCreated(roleArn(created));
  const { RoleLastUsed: _, ...shown } = wholeRole(view, created);
  return { Role: shown };
}

function deleteRole(call: Call) {
  const role = authorizedRole(call);
  refuseProtected(role);
  if (role.instanceProfiles.length > 0) {
    throw deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
  }
  if (role.attachedPolicies.length > 0) {
    throw deleteConflict("Cannot delete entity, must detach all policies first.");
  }
  if (role.inlinePolicies.length > 0) {
    throw deleteConflict("Cannot delete entity, must delete policies first.");
  }
  call.commit([
    { key: keyOf(role), entity: null },
    { key: roleUseKey(role.accountId, role.id), entity: null },
  ]);
  return undefined;
}

function updateAssumeRolePolicy(call: Call) {
  const document = documentOf(call.input, "PolicyDocument");
  const role = authorizedRole(call);
  refuseProtected(role);
  saveRole(call, { ...role, trust: acceptTrust(call, role.accountId, document) });
  return undefined;
}

function listRoles(call: Call) {
  const { accountId } = callerOf(call);
  const prefix = call.input.optionalText("PathPrefix", { min: 1, max: 512 }) ?? "/";
  authorize(call, "iam:ListRoles", `arn:aws:iam::${accountId}:role${prefix}`);
  const roles = call.view.list("role", accountId).filter((role) => role.path.startsWith(prefix));
  const { items, more } = pageOf(call.input, roles);
  return { Roles: items.map((role) => listedRole(call.view, role)), ...more };
}

/** Description and session length; a service-linked role takes a new description only. */
function updateRole(call: Call) {
  const role = authorizedRole(call);
  const { input } = call;
  const seconds = input.integer("MaxSessionDuration", 3600, 43_200);
  if (seconds !== undefined) refuseProtected(role);
  const text = input.optionalText("Description", description);
  const updated: Role = {
    ...role,
    ...(seconds === undefined ? {} : { maxSessionSeconds: seconds }),
    ...(text === undefined ? {} : { description: text }),
  };
  saveRole(call, updated);
  return call.action === "UpdateRoleDescription" ? { Role: listedRole(call.view, updated) } : {};
}

export const roleOperations: Operations = {
  CreateRole: iamWrite(createRole),
  GetRole: iamRead((call) => ({ Role: wholeRole(call.view, authorizedRole(call)) })),
  ListRoles: iamRead(listRoles),
  UpdateRole: iamWrite(updateRole),
  UpdateRoleDescription: iamWrite(updateRole),
  UpdateAssumeRolePolicy: iamWrite(updateAssumeRolePolicy),
  DeleteRole: iamWrite(deleteRole),
};
