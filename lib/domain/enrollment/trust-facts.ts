import { principalIdsIn } from "#lib/domain/aws/principal-ids.ts";
import { knownRoles } from "./known-roles.ts";
import { valueOr, type Observation } from "./observation.ts";

/** IAM's default, in characters without white space. */
const defaultQuota = 2048;

/** What patching a trust policy has to know of the account. */
export interface TrustFacts {
  livePrincipalIds: readonly string[];
  userIdsKnown: boolean;
  sizeQuota: number;
}

/** Without a scan nothing is called dead: every id that the document names counts as alive. */
export function trustFacts(o: Observation, trustPolicy: string): TrustFacts {
  const scan = valueOr(knownRoles(o), null);
  return scan
    ? {
        livePrincipalIds: scan.livePrincipalIds,
        userIdsKnown: scan.userIdsKnown,
        sizeQuota: scan.trustPolicySizeQuota,
      }
    : {
        livePrincipalIds: principalIdsIn(trustPolicy),
        userIdsKnown: false,
        sizeQuota: defaultQuota,
      };
}
