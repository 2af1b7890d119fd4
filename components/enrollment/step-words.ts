import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { StepState, StepStatus } from "#lib/domain/enrollment/step.ts";

export const stepStatusWords: Record<StepStatus, string> = {
  done: "done",
  open: "to do",
  waiting: "waits",
  attention: "needs attention",
  unknown: "unknown",
};

export const stepNames: Record<StepId, string> = {
  integration: "Integration",
  permissions: "Permissions",
  trust: "Trust",
  app: "App",
  access: "Access",
  launch: "Launch",
};

export function isDone(shell: { steps: readonly Pick<StepState, "id" | "status">[] }, step: StepId): boolean {
  return shell.steps.some(({ id, status }) => id === step && status === "done");
}

export function enrollmentHref(integration: string): string {
  return `/enroll/${encodeURIComponent(integration)}`;
}

export function stepHref(integration: string, step: StepId): string {
  return `${enrollmentHref(integration)}/${step}`;
}

export function runsHref(integration: string): string {
  return `${enrollmentHref(integration)}/runs`;
}

export function runHref(integration: string, runId: string): string {
  return `${runsHref(integration)}/${encodeURIComponent(runId)}`;
}

/** A file: who can open what. */
export function accessReviewHref(integration: string): string {
  return `${enrollmentHref(integration)}/access.csv`;
}

export function driftHref(integration: string): string {
  return `/enroll/${encodeURIComponent(integration)}/drift`;
}

/** To take all of an enrollment away, or one part of it. */
export function offboardHref(integration: string, part?: { role: string } | { person: string }): string {
  const query = part === undefined ? "" : `?${new URLSearchParams(part).toString()}`;
  return `/enroll/${encodeURIComponent(integration)}/offboard${query}`;
}
