import type { LightState } from "#components/ui/light.tsx";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";

/** How a role's verdict is shown wherever it appears: never by colour alone. */
export const roleStates: Readonly<Record<TrustRowView["state"], { light: LightState; label: string }>> = {
  ready: { light: "ok", label: "ready" },
  "ready-not-per-guide": { light: "ok", label: "ready, not per guide" },
  "ready-if": { light: "warn", label: "ready if a condition holds" },
  fails: { light: "bad", label: "fails" },
  unknown: { light: "unknown", label: "unknown" },
};

export function roleHref(integration: string, roleArn: string): string {
  return `/enroll/${encodeURIComponent(integration)}/trust/${encodeURIComponent(roleArn)}`;
}

export const managerNames = { terraform: "Terraform", cloudformation: "CloudFormation" } as const;
