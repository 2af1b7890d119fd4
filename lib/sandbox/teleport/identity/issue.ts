import type { Cluster } from "../cluster.ts";
import type { Authorities } from "./authorities.ts";
import { identityFileText } from "./identity-file.ts";
import { identityTtlMs } from "./renewal.ts";

const skewMs = 60_000;

/** An identity file's text for a user of the cluster with the roles held now; null: there is no such user. */
export async function issueIdentity(
  { cluster, authorities }: { cluster: Cluster; authorities: Authorities },
  userName: string,
  ttlMs: number = identityTtlMs,
): Promise<string> {
  const user = cluster.store.view().get("user", userName);
  const holder = { userName, roles: user?.Spec?.Roles ?? [] };
  // TLS is checked against the machine's clock, not against one that a test sets.
  const validity = {
    notBefore: new Date(Date.now() + Math.min(ttlMs, 0) - skewMs),
    notAfter: new Date(Date.now() + ttlMs),
  };
  return identityFileText(authorities, cluster.name, holder, validity);
}
