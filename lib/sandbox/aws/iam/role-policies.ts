import { limitExceeded, noSuchEntity } from "../api/aws-error.ts";
import { iamRead, iamWrite, type Call, type Operations } from "../api/call.ts";
import { pageOf } from "../api/paging.ts";
import { encodeDocument } from "../api/xml.ts";
import type { Role } from "../store/model.ts";
import { checkIdentityPolicy } from "./identity-document.ts";
import { countedLength } from "./policy-grammar.ts";
import { authorizedRole, saveRole } from "./role-change.ts";
import { documentOf, policyNameOf, refuseProtected } from "./rules.ts";

export const inlineSizeQuota = 10_240;

/** Names are unique without case; putting one in another spelling replaces the policy. */
const others = (role: Role, name: string) =>
  role.inlinePolicies.filter((policy) => policy.name.toLowerCase() !== name.toLowerCase());

function putRolePolicy(call: Call) {
  const name = policyNameOf(call.input);
  const document = documentOf(call.input, "PolicyDocument");
  const role = authorizedRole(call);
  refuseProtected(role);
  checkIdentityPolicy(document);
  const inlinePolicies = [...others(role, name), { name, document }].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const size = inlinePolicies.reduce((sum, policy) => sum + countedLength(policy.document), 0);
  if (size > inlineSizeQuota) {
    throw limitExceeded(`Maximum policy size of ${inlineSizeQuota} bytes exceeded for role ${role.name}`);
  }
  saveRole(call, { ...role, inlinePolicies });
  return undefined;
}

function namedPolicy(role: Role, name: string) {
  const policy = role.inlinePolicies.find((candidate) => candidate.name === name);
  if (!policy) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  return policy;
}

function getRolePolicy(call: Call) {
  const name = policyNameOf(call.input);
  const role = authorizedRole(call);
  const policy = namedPolicy(role, name);
  return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(policy.document) };
}

function listRolePolicies(call: Call) {
  const role = authorizedRole(call);
  const { items, more } = pageOf(
    call.input,
    role.inlinePolicies.map((policy) => policy.name),
  );
  return { PolicyNames: items, ...more };
}

function deleteRolePolicy(call: Call) {
  const name = policyNameOf(call.input);
  const role = authorizedRole(call);
  refuseProtected(role);
  namedPolicy(role, name);
  saveRole(call, { ...role, inlinePolicies: others(role, name) });
  return undefined;
}

export const rolePolicyOperations: Operations = {
  PutRolePolicy: iamWrite(putRolePolicy),
  GetRolePolicy: iamRead(getRolePolicy),
  ListRolePolicies: iamRead(listRolePolicies),
  DeleteRolePolicy: iamWrite(deleteRolePolicy),
};
