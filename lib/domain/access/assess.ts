import type { TeleportRole } from "#lib/domain/teleport/types.ts";

import { effectiveRole, type EffectiveRole } from "./effective-role.ts";
import { matchSide, type SideMatch } from "./side-match.ts";
import type { AccessApp, AccessUser } from "./types.ts";

/** One role of the user against one app. */
export interface RoleAssessment {
  role: EffectiveRole;
  allow: SideMatch;
  deny: SideMatch;
}

/** The user's roles that the cluster has, once each, in the user's order, with the user's traits filled in. */
export function rolesOf(user: AccessUser, roles: readonly TeleportRole[]): EffectiveRole[] {
  const byName = new Map(roles.map((role) => [role.name, role]));
  return [...new Set(user.roles)].flatMap((name) => {
    const role = byName.get(name);
    return role === undefined ? [] : [effectiveRole(role, user.traits)];
  });
}

export function assess(roles: readonly EffectiveRole[], app: AccessApp): RoleAssessment[] {
  return roles.map((role) => ({
    role,
    allow: matchSide(role.allow, "allow", app.labels),
    deny: matchSide(role.deny, "deny", app.labels),
  }));
}
