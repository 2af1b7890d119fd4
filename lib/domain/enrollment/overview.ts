import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import type { ClusterInfo, Integration, IssuerInfo, TeleportIdentity } from "#lib/domain/teleport/types.ts";
import type { AccountProfile, EnrollmentDraft, Observed } from "./observation.ts";

/** What is read before any enrollment is looked at. Cheap: no account is scanned. */
export interface EnrollmentOverview {
  /** ISO 8601. */
  readAt: string;
  cluster: Observed<ClusterInfo>;
  identity: Observed<TeleportIdentity>;
  issuer: Observed<IssuerInfo>;
  /** Who the app's own AWS credentials are. */
  aws: Observed<AwsIdentity>;
  integrations: Observed<readonly Integration[]>;
  drafts: readonly EnrollmentDraft[];
  profiles: readonly AccountProfile[];
}
