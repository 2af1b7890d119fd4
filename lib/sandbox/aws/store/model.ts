/** What the AWS half remembers. Entities are replaced, never changed in place. */

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface NamedDocument {
  readonly name: string;
  readonly document: string;
}

interface InstanceProfile {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly createdAt: string;
}

export interface Account {
  readonly kind: "account";
  readonly accountId: string;
  readonly alias: string | null;
  readonly organizationId: string;
  /** Characters without white space; AWS starts at 2,048 and raises it on request. */
  readonly trustSizeQuota: number;
  readonly rolesQuota: number;
}

interface Identity {
  readonly accountId: string;
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly createdAt: string;
  readonly tags: readonly Tag[];
  readonly inlinePolicies: readonly NamedDocument[];
  /** ARNs of managed policies. */
  readonly attachedPolicies: readonly string[];
  readonly boundary: string | null;
}

export interface Role extends Identity {
  readonly kind: "role";
  readonly description: string | null;
  readonly maxSessionSeconds: number;
  /** JSON in which principals are unique ids, as IAM keeps them. */
  readonly trust: string;
  readonly instanceProfiles: readonly InstanceProfile[];
}

export interface User extends Identity {
  readonly kind: "user";
}

export interface OidcProvider {
  readonly kind: "oidc-provider";
  readonly accountId: string;
  /** Without scheme. */
  readonly url: string;
  readonly audiences: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createdAt: string;
  readonly tags: readonly Tag[];
}

interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createdAt: string;
}

export interface ManagedPolicy {
  readonly kind: "policy";
  readonly arn: string;
  /** `aws` for those of AWS. */
  readonly accountId: string;
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly defaultVersionId: string;
  readonly versions: readonly PolicyVersion[];
  readonly tags: readonly Tag[];
}

export interface AccessKey {
  readonly kind: "access-key";
  readonly accessKeyId: string;
  readonly secret: string;
  readonly accountId: string;
  readonly userId: string;
}

export interface Session {
  readonly kind: "session";
  readonly accessKeyId: string;
  readonly secret: string;
  readonly tokenHash: string;
  readonly accountId: string;
  readonly roleId: string;
  readonly sessionName: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  /** The credentials that asked were those of a role session. */
  readonly chained: boolean;
  readonly sessionPolicies: readonly string[];
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | null;
  /** Issuer of the token, for sessions that began with one. */
  readonly federatedProvider: string | null;
}

export interface RoleUse {
  readonly kind: "role-use";
  readonly accountId: string;
  readonly roleId: string;
  readonly usedAt: string;
  readonly region: string;
}

export type Entity = Account | Role | User | OidcProvider | ManagedPolicy | AccessKey | Session | RoleUse;
export type Kind = Entity["kind"];
export type EntityOf<K extends Kind> = Extract<Entity, { kind: K }>;

/** One entity's new state under its key; null removes it. */
export interface Change {
  readonly key: string;
  readonly entity: Entity | null;
}
