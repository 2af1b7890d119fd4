import type { Entity } from "./model.ts";

/** Keys sort as IAM lists; names fall together without case, because IAM's names are unique that way. */
export function keyOf(entity: Entity): string {
  switch (entity.kind) {
    case "account":
      return accountKey(entity.accountId);
    case "role":
      return roleKey(entity.accountId, entity.name);
    case "user":
      return userKey(entity.accountId, entity.name);
    case "oidc-provider":
      return providerKey(entity.accountId, entity.url);
    case "policy":
      return policyKey(entity.arn);
    case "access-key":
    case "session":
      return credentialKey(entity.accessKeyId);
    case "role-use":
      return roleUseKey(entity.accountId, entity.roleId);
  }
}

export const accountKey = (accountId: string) => `account/all/${accountId}`;
export const roleKey = (accountId: string, name: string) => `role/${accountId}/${name.toLowerCase()}`;
export const userKey = (accountId: string, name: string) => `user/${accountId}/${name.toLowerCase()}`;
export const providerKey = (accountId: string, url: string) => `oidc-provider/${accountId}/${url}`;
export const credentialKey = (accessKeyId: string) => `credential/all/${accessKeyId}`;
export const roleUseKey = (accountId: string, roleId: string) => `role-use/${accountId}/${roleId}`;

export function policyKey(arn: string): string {
  return `policy/${arn.split(":")[4] ?? ""}/${arn}`;
}

/** Everything up to and with the second slash: what a listing asks for. */
export function collectionOf(key: string): string {
  return key.slice(0, key.indexOf("/", key.indexOf("/") + 1) + 1);
}
