import type { AnyChange, ResourceKind } from "../resource.ts";
import { splitResourceId } from "../resource.ts";
import { lossesOf } from "./losses.ts";

const nouns: Readonly<Record<ResourceKind, readonly [string, string]>> = {
  "aws/oidc-provider": ["OIDC provider", "OIDC providers"],
  "aws/role": ["role", "roles"],
  "aws/role-trust": ["statement", "statements"],
  "aws/inline-policy": ["inline policy", "inline policies"],
  "aws/role-tag": ["tag", "tags"],
  "teleport/integration": ["integration", "integrations"],
  "teleport/app-server": ["app", "apps"],
  "teleport/access-role": ["access role", "access roles"],
  "teleport/user-access": ["user", "users"],
};

/** "3 roles · 2 tags, 2 statements · nothing removed": what is touched, with what, and whether anything goes. */
export function planSummary(changes: readonly AnyChange[]): string {
  if (changes.length === 0) return "Nothing to do";
  const counts = new Map<ResourceKind, number>();
  const touchedRoles = new Set<string>();
  for (const { resource } of changes) {
    counts.set(resource.kind, (counts.get(resource.kind) ?? 0) + 1);
    if (resource.kind === "aws/role-tag" || resource.kind === "aws/role-trust") {
      touchedRoles.add(splitResourceId(resource.id)[0]);
    }
  }
  const parts = [...counts].map(([kind, count]) => counted(count, ...nouns[kind]));
  const newRoles = counts.get("aws/role") ?? 0;
  const roles = newRoles === 0 && touchedRoles.size > 0 ? [counted(touchedRoles.size, "role", "roles")] : [];
  return [...roles, parts.join(", "), removals(changes)].join(" · ");
}

function removals(changes: readonly AnyChange[]): string {
  const deleted = changes.filter((change) => change.after === null).length;
  const losing = changes.filter((change) => change.after !== null && lossesOf(change).length > 0).length;
  if (deleted === 0 && losing === 0) return "nothing removed";
  return [deleted > 0 ? `${deleted} removed` : "", losing > 0 ? `${losing} replaced` : ""]
    .filter((part) => part !== "")
    .join(", ");
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
