import type { EnrollmentOverview } from "#lib/domain/enrollment/overview.ts";
import { awsIdentity } from "./aws.ts";
import { at } from "./names.ts";
import { seen } from "./observation.ts";
import { cluster, issuer, teleportIdentity } from "./teleport.ts";

/** A cluster and an account that are both reached, with no integration yet. */
export function overview(over: Partial<EnrollmentOverview> = {}): EnrollmentOverview {
  return {
    readAt: at,
    cluster: seen(cluster()),
    identity: seen(teleportIdentity()),
    issuer: seen(issuer()),
    aws: seen(awsIdentity()),
    awsPermissions: seen([]),
    teleportRules: seen([
      { role: "aws-access-app", effect: "allow", kinds: ["*"], verbs: ["*"], conditional: false },
    ]),
    appCount: seen(1),
    integrations: seen([]),
    drafts: [],
    profiles: [],
    former: [],
    ...over,
  };
}
