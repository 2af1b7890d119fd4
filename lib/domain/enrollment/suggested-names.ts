import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { checkIntegrationName } from "#lib/domain/teleport/integration-name.ts";
import { valueOr } from "./observation.ts";
import type { EnrollmentOverview } from "./overview.ts";

export interface SuggestedNames {
  integration: string;
  role: string;
  /** Integrations and drafts: Teleport has one namespace for all of them. */
  taken: readonly string[];
}

const defaultRole = "teleport-integration";

/** Names that are free, made from what the account is called. */
export function suggestedNames(
  overview: Pick<EnrollmentOverview, "integrations" | "drafts" | "aws">,
  displayName: string | null,
): SuggestedNames {
  const integrations = valueOr(overview.integrations, []);
  const taken = [
    ...integrations.map(({ name }) => name),
    ...overview.drafts.map(({ integration }) => integration),
  ];
  const accountId = valueOr(overview.aws, null)?.accountId ?? null;
  const wished = displayName === null ? null : slug(displayName);
  const base = wished ?? (accountId === null ? "aws" : `aws-${accountId}`);
  const integration = firstFree(base, taken);
  const roles = new Set([
    ...integrations.flatMap(({ roleArn }) => {
      const parsed = parseRoleArn(roleArn);
      return parsed.ok && parsed.value.accountId === accountId ? [parsed.value.name.toLowerCase()] : [];
    }),
    ...overview.drafts
      .filter((draft) => draft.accountId === accountId)
      .map(({ roleName }) => roleName.toLowerCase()),
  ]);
  const role = roles.has(defaultRole) ? `teleport-${integration}`.slice(0, 64) : defaultRole;
  return { integration, role, taken };
}

function slug(text: string): string | null {
  const name = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 50)
    .replace(/-+$/, "");
  return checkIntegrationName(name).ok ? name : null;
}

function firstFree(base: string, taken: readonly string[]): string {
  let name = base;
  for (let count = 2; taken.includes(name); count += 1) name = `${base}-${count}`;
  return name;
}
