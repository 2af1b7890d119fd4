import type { Cluster } from "../cluster.ts";
import { AppAccess } from "../rbac/access.ts";
import type { Traits } from "../rbac/template.ts";

/** Who is signed in: roles and traits are those of the sign-in and stay until the next one. */
export interface Person {
  userName: string;
  roleNames: readonly string[];
  traits: Traits;
  signedInAtMs: number;
  expiresAtMs: number;
}

/** The person's access by the roles as they are defined now; one that is gone counts no more. */
export function accessOf(cluster: Cluster, person: Person): AppAccess {
  const view = cluster.store.view();
  const roles = person.roleNames.flatMap((name) => view.get("role", name) ?? []);
  return new AppAccess({ roles, traits: person.traits });
}
