import type { LightState } from "#components/ui/light.tsx";
import type { WhyAnswer, WhyMend } from "#lib/domain/enrollment/why/answer.ts";
import type { WhyView } from "#lib/domain/enrollment/why/view.ts";
import { stepHref, stepNames } from "#components/enrollment/step-words.ts";
import { roleHref } from "#components/trust/role-state.ts";

type Asked = NonNullable<WhyView["asked"]>;

export function headingOf({ user, roleName, answer }: Asked): string {
  switch (answer.answer) {
    case "can":
      return `${user} can open ${roleName}`;
    case "cannot":
      return `Why can’t ${user} open ${roleName}?`;
    case "unknown":
      return `Can ${user} open ${roleName}?`;
  }
}

export const answerLights: Readonly<Record<WhyAnswer["answer"], { state: LightState; label: string }>> = {
  can: { state: "ok", label: "Nothing stands in the way" },
  cannot: { state: "bad", label: "First cause" },
  unknown: { state: "unknown", label: "Can’t be known here" },
};

/** Where the cause is mended, and what the way there is called. */
export function mendLink(
  mend: WhyMend,
  integration: string,
  roleArn: string,
): { href: string; label: string } {
  return mend.kind === "role"
    ? { href: roleHref(integration, roleArn), label: "Show the change that mends it" }
    : { href: stepHref(integration, mend.step), label: `Mend it in the step ${stepNames[mend.step]}` };
}

export function whyHref(integration: string, asked: { user?: string; role?: string } = {}): string {
  const path = `/enroll/${encodeURIComponent(integration)}/why`;
  const query = new URLSearchParams();
  if (asked.user) query.set("user", asked.user);
  if (asked.role) query.set("role", asked.role);
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}
