/** AWS partitions that Teleport's AWS access knows. */
export type Partition = "aws" | "aws-us-gov" | "aws-cn";

export interface Tag {
  key: string;
  value: string;
}

export interface InlinePolicy {
  name: string;
  /** Decoded text, as IAM returned it. */
  document: string;
}

export interface ManagedPolicy {
  name: string;
  arn: string;
  /** Decoded text of the default version; null where it was not read. */
  document: string | null;
}

export interface PermissionsBoundary {
  arn: string;
  document: string | null;
}

/** One IAM role as read. A null part was not read (and is unknown), an empty one was read and is empty. */
export interface AwsRole {
  arn: string;
  accountId: string;
  partition: Partition;
  name: string;
  /** With leading and trailing slash. */
  path: string;
  /** AROA…: what trust policies that name this role really hold. */
  roleId: string;
  description: string | null;
  /** ISO 8601. */
  createdAt: string | null;
  /** Decoded text, as IAM returned it. */
  trustPolicy: string;
  tags: readonly Tag[] | null;
  inlinePolicies: readonly InlinePolicy[] | null;
  attachedPolicies: readonly ManagedPolicy[] | null;
  /** undefined: not read; null: none. */
  boundary: PermissionsBoundary | null | undefined;
  /** ISO 8601; null: never, or not read. */
  lastUsedAt: string | null;
}

export interface OidcProvider {
  arn: string;
  /** Without scheme: host and path. */
  issuer: string;
  audiences: readonly string[];
  thumbprints: readonly string[];
  tags: readonly Tag[];
}

/** Who the credentials are. */
export interface AwsIdentity {
  accountId: string;
  partition: Partition;
  /** As GetCallerIdentity says it; a session's ARN hides the role's path. */
  arn: string;
  userId: string;
  /** The role behind a session, with its path, where it could be read. */
  roleArn: string | null;
  /** ISO 8601; null for long-term keys. */
  expiresAt: string | null;
}

/** All roles of an account, read at once. */
export interface RoleScan {
  accountId: string;
  partition: Partition;
  roles: readonly AwsRole[];
  /** Unique ids of all roles and users that exist: an AROA or AIDA id that is missing here is dead. */
  livePrincipalIds: readonly string[];
  /** False where user ids could not be read: then an AIDA id is unknown, not dead. */
  userIdsKnown: boolean;
  /** Characters without white space; 2048 where the account's own value could not be read. */
  trustPolicySizeQuota: number;
  source: "account-authorization-details" | "list-roles" | "single-reads";
  /** AWS requests that the scan took. */
  calls: number;
  alias: string | null;
}
