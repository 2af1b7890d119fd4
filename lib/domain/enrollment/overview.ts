import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import type { HeldAction } from "#lib/domain/aws/app-permissions-held.ts";
import type {
  ClusterInfo,
  Integration,
  IssuerInfo,
  RoleRule,
  TeleportIdentity,
} from "#lib/domain/teleport/types.ts";
import type { AccountProfile, EnrollmentDraft, Observed } from "./observation.ts";
import type { Remaining } from "./offboard/remains.ts";

/** What is read before any enrollment is looked at. Cheap: no account is scanned. */
export interface EnrollmentOverview {
  /** ISO 8601. */
  readAt: string;
  cluster: Observed<ClusterInfo>;
  identity: Observed<TeleportIdentity>;
  issuer: Observed<IssuerInfo>;
  /** Who the app's own AWS credentials are. */
  aws: Observed<AwsIdentity>;
  /** What those credentials hold of what the app needs in their account. */
  awsPermissions: Observed<readonly HeldAction[]>;
  /** Rules of the app's own Teleport roles. */
  teleportRules: Observed<readonly RoleRule[]>;
  /** How many apps the app's identity sees. */
  appCount: Observed<number>;
  integrations: Observed<readonly Integration[]>;
  drafts: readonly EnrollmentDraft[];
  profiles: readonly AccountProfile[];
  /** Enrollments that neither Teleport nor a draft knows any more; empty while Teleport's are not known. */
  former: readonly FormerEnrollment[];
}

/** What the journal tells of an enrollment that is gone. */
export interface FormerEnrollment {
  integration: string;
  accountId: string;
  remains: readonly Remaining[];
  /** How many runs of its account could not be read: what they wrote is not known. */
  unreadRuns: number;
}
