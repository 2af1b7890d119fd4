import { credentialKey, policyKey, providerKey, roleKey, roleUseKey, userKey } from "./keys.ts";
import type { AccessKey, ManagedPolicy, OidcProvider, Role, RoleUse, Session, User } from "./model.ts";
import type { View } from "./store.ts";

/** Looks up by exact spelling: another case does not find a role, although it would clash with it. */
export function findRole(view: View, accountId: string, name: string): Role | undefined {
  const role = view.get("role", roleKey(accountId, name));
  return role?.name === name ? role : undefined;
}

export function findUser(view: View, accountId: string, name: string): User | undefined {
  const user = view.get("user", userKey(accountId, name));
  return user?.name === name ? user : undefined;
}

export function findProvider(view: View, accountId: string, url: string): OidcProvider | undefined {
  return view.get("oidc-provider", providerKey(accountId, url));
}

export function findPolicy(view: View, arn: string): ManagedPolicy | undefined {
  return view.get("policy", policyKey(arn));
}

export function findCredential(view: View, accessKeyId: string): AccessKey | Session | undefined {
  const key = credentialKey(accessKeyId);
  return view.get("access-key", key) ?? view.get("session", key);
}

export function findRoleUse(view: View, role: Role): RoleUse | undefined {
  return view.get("role-use", roleUseKey(role.accountId, role.id));
}

export const roleArn = (role: Pick<Role, "accountId" | "path" | "name">) =>
  `arn:aws:iam::${role.accountId}:role${role.path}${role.name}`;

export const userArn = (user: Pick<User, "accountId" | "path" | "name">) =>
  `arn:aws:iam::${user.accountId}:user${user.path}${user.name}`;

export const identityArn = (identity: Role | User) =>
  identity.kind === "role" ? roleArn(identity) : userArn(identity);

export const providerArn = (provider: Pick<OidcProvider, "accountId" | "url">) =>
  `arn:aws:iam::${provider.accountId}:oidc-provider/${provider.url}`;

/** The last part of an IAM ARN's resource: the name without its path. */
export const nameFromArn = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);

export const accountFromArn = (arn: string) => arn.split(":")[4] ?? "";
