import { invalidInput, noSuchEntity, unmodifiable } from "../api/aws-error.ts";
import type { Input } from "../api/input.ts";
import type { Call } from "../api/call.ts";
import { findRole, roleArn } from "../store/directory.ts";
import type { Role } from "../store/model.ts";

/** The constraints of IAM's own API model. */
const name = /^[\w+=,.@-]+$/;

export const roleNameOf = (input: Input) => input.text("RoleName", { min: 1, max: 64, pattern: name });

export const policyNameOf = (input: Input) => input.text("PolicyName", { min: 1, max: 128, pattern: name });

export const arnOf = (input: Input, parameter: string) => input.text(parameter, { min: 20, max: 2048 });

export const documentOf = (input: Input, parameter: string) =>
  input.text(parameter, {
    min: 1,
    max: 131_072,
    pattern: /^[\t\n\r\u0020-\u00FF]+$/,
  });

export function pathOf(input: Input): string {
  return input.optionalText("Path", { min: 1, max: 512, pattern: /^(\/|\/[\u0021-\u007E]+\/)$/ }) ?? "/";
}

/** The ARN that a policy is asked about: of the role if there is one, else as if it had no path. */
export function roleResource(call: Call, accountId: string, roleName: string): string {
  const role = findRole(call.view, accountId, roleName);
  return roleArn(role ?? { accountId, path: "/", name: roleName });
}

export function existingRole(call: Call, accountId: string, roleName: string): Role {
  const role = findRole(call.view, accountId, roleName);
  if (!role) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
  return role;
}

const isServiceLinked = (path: string) => path.startsWith("/aws-service-role/");
export const isReserved = (path: string) => path.startsWith("/aws-reserved/");

export function refuseProtected(role: Role): void {
  if (isServiceLinked(role.path) || isReserved(role.path)) throw unmodifiable(role.name);
}

export function refuseReservedPath(path: string): void {
  if (isServiceLinked(path) || isReserved(path)) {
    throw invalidInput(`The path ${path} is reserved: roles there can only be created by AWS.`);
  }
}
