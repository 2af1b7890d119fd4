import { noSuchEntity, quotaExceeded } from "../api/aws-error.ts";
import { iamRead, iamWrite, type Call, type Operations } from "../api/call.ts";
import { pageOf } from "../api/paging.ts";
import { findPolicy, nameFromArn } from "../store/directory.ts";
import { authorizedRole, saveRole } from "./role-change.ts";
import { arnOf, refuseProtected } from "./rules.ts";

const mostAttached = 10;

const missing = (arn: string) => noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);

function attachRolePolicy(call: Call) {
  const arn = arnOf(call.input, "PolicyArn");
  const role = authorizedRole(call, [["iam:PolicyARN", arn]]);
  refuseProtected(role);
  if (!findPolicy(call.view, arn)) throw missing(arn);
  const attachedPolicies = [...new Set([...role.attachedPolicies, arn])];
  if (attachedPolicies.length > mostAttached) throw quotaExceeded("PoliciesPerRole", mostAttached);
  saveRole(call, { ...role, attachedPolicies });
  return undefined;
}

function detachRolePolicy(call: Call) {
  const arn = arnOf(call.input, "PolicyArn");
  const role = authorizedRole(call, [["iam:PolicyARN", arn]]);
  refuseProtected(role);
  if (!role.attachedPolicies.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  saveRole(call, { ...role, attachedPolicies: role.attachedPolicies.filter((other) => other !== arn) });
  return undefined;
}

export const shownAttached = (arns: readonly string[]) =>
  arns.map((arn) => ({ PolicyName: nameFromArn(arn), PolicyArn: arn }));

function listAttachedRolePolicies(call: Call) {
  const { items, more } = pageOf(call.input, authorizedRole(call).attachedPolicies);
  return { AttachedPolicies: shownAttached(items), ...more };
}

function putBoundary(call: Call) {
  const arn = arnOf(call.input, "PermissionsBoundary");
  const role = authorizedRole(call, [["iam:PermissionsBoundary", arn]]);
  refuseProtected(role);
  if (!findPolicy(call.view, arn)) throw missing(arn);
  saveRole(call, { ...role, boundary: arn });
  return undefined;
}

function deleteBoundary(call: Call) {
  const role = authorizedRole(call);
  refuseProtected(role);
  if (role.boundary === null) {
    throw noSuchEntity(`No permissions boundary is set for the role ${role.name}.`);
  }
  saveRole(call, { ...role, boundary: null });
  return undefined;
}

function listInstanceProfilesForRole(call: Call) {
  const role = authorizedRole(call);
  const { items, more } = pageOf(call.input, role.instanceProfiles);
  const profiles = items.map((profile) => ({
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Path: profile.path,
    Arn: `arn:aws:iam::${role.accountId}:instance-profile${profile.path}${profile.name}`,
    CreateDate: profile.createdAt,
    Roles: [],
  }));
  return { InstanceProfiles: profiles, ...more };
}

export const attachedPolicyOperations: Operations = {
  AttachRolePolicy: iamWrite(attachRolePolicy),
  DetachRolePolicy: iamWrite(detachRolePolicy),
  ListAttachedRolePolicies: iamRead(listAttachedRolePolicies),
  PutRolePermissionsBoundary: iamWrite(putBoundary),
  DeleteRolePermissionsBoundary: iamWrite(deleteBoundary),
  ListInstanceProfilesForRole: iamRead(listInstanceProfilesForRole),
};
