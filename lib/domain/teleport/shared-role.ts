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
