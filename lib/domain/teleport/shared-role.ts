import type { Integration } from "./types.ts";

/** Integrations besides the one of this name that have its role: the same statement, tag and policy let theirs in too. */
export function sharingRole(
  integrations: readonly Integration[],
  own: { integration: string; integrationRoleArn: string },
): readonly Integration[] {
  return integrations.filter(
    ({ name, roleArn }) => name !== own.integration && roleArn === own.integrationRoleArn,
  );
}

/** Why what this integration's role is let in by is not only its own to take. */
export function sharedRoleWhy(names: readonly string[]): string {
  return names.length === 1
    ? `The integration ${names[0]} has the same integration role, and people come in by the same statement.`
    : `The integrations ${names.join(", ")} have the same integration role, and people come in by the same statement.`;
}
