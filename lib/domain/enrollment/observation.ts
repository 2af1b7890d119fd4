import type { AwsIdentity, AwsRole, OidcProvider, RoleScan } from "#lib/domain/aws/types.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type {
  AppAddress,
  AppServer,
  ClusterInfo,
  Integration,
  IntegrationPing,
  IssuerInfo,
  LaunchLog,
  TeleportIdentity,
  TeleportRole,
  TeleportUser,
} from "#lib/domain/teleport/types.ts";
import type { Partition } from "#lib/domain/aws/types.ts";

/** Something read, or the reason why it could not be, with the time (ISO 8601). */
export type Observed<T> = { ok: true; value: T; at: string } | { ok: false; problem: Problem; at: string };

/** What the app stores before the systems know an enrollment. */
export interface EnrollmentDraft {
  integration: string;
  /** Name of the integration role to be made or adopted, without path. */
  roleName: string;
  accountId: string;
  partition: Partition;
  displayName: string;
  createdAt: string;
  createdBy: string;
}

/** An account as the admins call it. */
export interface AccountProfile {
  accountId: string;
  displayName: string;
  /** One of the palette's names. */
  colour: AccountColour;
  environment: string | null;
  contact: string | null;
  /** Role that the app assumes to reach this account; null: its credentials belong to it. */
  accessRoleArn: string | null;
  externalId: string | null;
}

/** As pages have it: the external id is shown where somebody asks for it, and goes nowhere else. */
export type ShownAccount = Omit<AccountProfile, "externalId"> & { externalId?: never };

export function shownAccount({ externalId: _externalId, ...account }: AccountProfile): ShownAccount {
  return account;
}

export const accountColours = ["red", "orange", "amber", "green", "teal", "blue", "violet", "pink"] as const;
export type AccountColour = (typeof accountColours)[number];

/** Roles that an admin named, each read alone. They are some of the account's, never all: nothing follows from absence. */
export interface NamedRoles {
  arns: readonly string[];
  scan: RoleScan;
  /** Those that could not be read, with the reason. */
  unread: readonly { arn: string; problem: Problem }[];
  at: string;
}

/** Everything that the six steps of one enrollment are judged by. */
export interface Observation {
  integrationName: string;
  draft: EnrollmentDraft | null;
  /** Where it was, by its last run, once neither Teleport nor a draft knows it. */
  former?: { accountId: string; partition: Partition; integrationRoleArn: string };
  profile: AccountProfile;
  cluster: Observed<ClusterInfo>;
  identity: Observed<TeleportIdentity>;
  issuer: Observed<IssuerInfo>;
  /** Identity of the credentials used for this enrollment's account. */
  aws: Observed<AwsIdentity>;
  /** The app's own, where it reaches this account through a role; left out: they are the same. */
  ownAws?: Observed<AwsIdentity>;
  integration: Observed<Integration | null>;
  integrations: Observed<readonly Integration[]>;
  provider: Observed<OidcProvider | null>;
  integrationRole: Observed<AwsRole | null>;
  scan: Observed<RoleScan>;
  /** Where the roles can't be listed: those that an admin named. Null: none were, or all can be listed. */
  named: NamedRoles | null;
  /** By name once the integration exists, by role ARN before; null value: nothing to ping yet. */
  ping: Observed<IntegrationPing | null>;
  /** Every app server that the identity may see. */
  apps: Observed<readonly AppServer[]>;
  /** Of this enrollment's app, or of the one that it would get. */
  appAddress: Observed<AppAddress>;
  roles: Observed<readonly TeleportRole[]>;
  /** With the locks in force folded in. */
  users: Observed<readonly TeleportUser[]>;
  /** Locks could not be read: whether one shuts somebody out is not known. */
  locksUnread?: true;
  /** Who launched what, where the app may read Teleport's audit log. Nothing waits for it: it is evidence, no condition. */
  launches: Observed<LaunchLog>;
  /** Conditions that an admin answers for. */
  accepted: readonly AcceptedCondition[];
}

/** What AWS will ask of one role and can't be known here: somebody said that it holds, and has not taken that back. */
export interface AcceptedCondition {
  accountId: string;
  roleArn: string;
  condition: string;
  by: string;
  /** ISO 8601. */
  at: string;
}

export function observed<T>(value: T, at: string): Observed<T> {
  return { ok: true, value, at };
}

/** The value, or the fallback where it could not be read. */
export function valueOr<T, F>(part: Observed<T>, fallback: F): T | F {
  return part.ok ? part.value : fallback;
}
