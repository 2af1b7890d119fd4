export interface TeleportPermission {
  /** Kind of Teleport resource, as role rules name it. */
  kind: "integration" | "app_server" | "role" | "user" | "lock" | "access_request" | "event";
  verb: "list" | "read" | "create" | "update" | "delete" | "use";
  /** What the app needs it for, to go on with "to …". */
  purpose: string;
}

/** Everything that the app's own role must allow; beside what is optional nothing else is ever called. */
export const teleportPermissions: readonly TeleportPermission[] = [
  { kind: "integration", verb: "list", purpose: "find the integrations that exist" },
  { kind: "integration", verb: "read", purpose: "compare an integration with what it should be" },
  { kind: "integration", verb: "create", purpose: "create the AWS OIDC integration" },
  { kind: "integration", verb: "update", purpose: "set the role of an adopted integration" },
  { kind: "integration", verb: "delete", purpose: "take an integration away when an account is offboarded" },
  { kind: "integration", verb: "use", purpose: "test that the integration reaches AWS" },
  { kind: "app_server", verb: "list", purpose: "find apps whose name or address is already taken" },
  { kind: "app_server", verb: "read", purpose: "compare an app with what it should be" },
  { kind: "app_server", verb: "create", purpose: "create the AWS app" },
  { kind: "app_server", verb: "update", purpose: "create the AWS app: Teleport asks for both" },
  { kind: "app_server", verb: "delete", purpose: "take the app away when an account is offboarded" },
  { kind: "role", verb: "list", purpose: "show who can reach what" },
  { kind: "role", verb: "read", purpose: "compare access roles with what they should be" },
  { kind: "role", verb: "create", purpose: "create access roles" },
  { kind: "role", verb: "update", purpose: "change the role ARNs of access roles" },
  { kind: "role", verb: "delete", purpose: "take access roles away" },
  { kind: "user", verb: "list", purpose: "show who can be given access" },
  { kind: "user", verb: "read", purpose: "show which roles and role ARNs a user holds" },
  { kind: "user", verb: "update", purpose: "give access roles and role ARNs to a user" },
  { kind: "lock", verb: "list", purpose: "refuse people whom a lock shuts out" },
  { kind: "lock", verb: "read", purpose: "refuse people whom a lock shuts out: Teleport asks for both" },
  { kind: "access_request", verb: "list", purpose: "confirm roles that were requested and approved" },
  {
    kind: "access_request",
    verb: "read",
    purpose: "confirm roles that were requested and approved: Teleport asks for both",
  },
];

/** What the app goes well without. It reaches far: Teleport has no rule for some kinds of events alone. */
export const optionalTeleportPermissions: readonly TeleportPermission[] = [
  { kind: "event", verb: "list", purpose: "show in step 6 who launched what" },
  {
    kind: "event",
    verb: "read",
    purpose: "show in step 6 who launched what: Teleport's own event handler holds both",
  },
];

/** What leaving it out means, and what giving it means. */
export const auditLogWords =
  "Optional: with list and read on event, step 6 names who launched which role and when, from Teleport’s audit log. The rule lets the app read every event of the cluster, not launches alone, so the role leaves it out unless you want it; without it only AWS’s own record of a role’s last use is shown.";
