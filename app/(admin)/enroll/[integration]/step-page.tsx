import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { shellView, type Read } from "#lib/server/queries.ts";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import { StepSkeleton } from "#components/enrollment/skeletons.tsx";
import { StepFrame } from "#components/enrollment/step-frame.tsx";
import { applyPlan, preparePlan, refresh } from "../../../actions/enrollment.ts";

export const stepActions = { preparePlan, applyPlan, refresh };

interface StepPageProps<V> {
  integration: string;
  step: StepId;
  view: Promise<Read<V>>;
  children: (shell: EnrollmentShellView, view: V) => ReactNode;
}

/** Reads what a step shows, and frames it. */
export async function StepPage<V>({ integration, step, view, children }: StepPageProps<V>) {
  const [shell, read] = await Promise.all([shellView(integration), view]);
  if (shell === null) notFound();
  if (shell === "unread" || read === "unread") {
    return (
      <ReadingNow read={refresh} input={{ integration }}>
        <StepSkeleton />
      </ReadingNow>
    );
  }
  return (
    <StepFrame shell={shell} step={step} refresh={refresh}>
      {children(shell, read)}
    </StepFrame>
  );
}
