import type { RoleVerdict } from "#lib/domain/aws/role-verdict.ts";

/** How a role's verdict is called wherever it appears. */
export const roleStateWords: Readonly<Record<RoleVerdict["state"], string>> = {
  ready: "ready",
  "ready-not-per-guide": "ready, not per guide",
  "ready-if": "ready if a condition holds",
  fails: "fails",
  unknown: "unknown",
};
