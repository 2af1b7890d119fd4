import type { RoleV6, Rule } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";

export type ResourceKind =
  | "integration"
  | "app_server"
  | "role"
  | "user"
  | "lock"
  | "access_request"
  | "event";
export type Verb = "list" | "read" | "create" | "update" | "delete" | "use";

function names(rule: Rule, kind: ResourceKind, verb: Verb): boolean {
  const has = (values: readonly string[], wanted: string): boolean =>
    values.includes("*") || values.includes(wanted);
  return has(rule.Resources, kind) && has(rule.Verbs, verb);
}

/**
 * Whether the roles' rules permit the verb. Conditions (`where`) are not evaluated here: a rule that has one
 * grants nothing and denies all that it names.
 */
export function permits(roles: readonly RoleV6[], kind: ResourceKind, verb: Verb): boolean {
  const denied = roles.some((role) => role.Spec?.Deny?.Rules.some((rule) => names(rule, kind, verb)));
  if (denied) return false;
  return roles.some((role) =>
    role.Spec?.Allow?.Rules.some((rule) => rule.Where === "" && names(rule, kind, verb)),
  );
}
