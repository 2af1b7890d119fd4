import type { LightState } from "#components/ui/light.tsx";
import { roleStateWords } from "#lib/domain/enrollment/role-state-words.ts";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";

/** How a role's verdict is shown wherever it appears: never by colour alone. */
export const roleStates: Readonly<Record<TrustRowView["state"], { light: LightState; label: string }>> = {
  ready: { light: "ok", label: roleStateWords.ready },
  "ready-not-per-guide": { light: "ok", label: roleStateWords["ready-not-per-guide"] },
  "ready-if": { light: "warn", label: roleStateWords["ready-if"] },
  fails: { light: "bad", label: roleStateWords.fails },
  unknown: { light: "unknown", label: roleStateWords.unknown },
};

export function roleHref(integration: string, roleArn: string): string {
  return `/enroll/${encodeURIComponent(integration)}/trust/${encodeURIComponent(roleArn)}`;
}

export const managerNames = { terraform: "Terraform", cloudformation: "CloudFormation" } as const;
