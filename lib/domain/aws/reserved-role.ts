import type { AwsRole } from "./types.ts";

export type ReservedKind = "service-linked" | "aws-reserved";

/** Roles that only AWS changes; `/service-role/` is an ordinary path. */
export function reservedKind(role: Pick<AwsRole, "path">): ReservedKind | null {
  if (role.path.startsWith("/aws-service-role/")) return "service-linked";
  return role.path.startsWith("/aws-reserved/") ? "aws-reserved" : null;
}

export function reservedWords(kind: ReservedKind): string {
  return kind === "service-linked"
    ? "service-linked, can’t be changed"
    : "made by IAM Identity Center, only AWS can change it";
}
