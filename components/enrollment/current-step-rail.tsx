"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { stepIds, type StepState } from "#lib/domain/enrollment/step.ts";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import { StepRail } from "./step-rail.tsx";

/** The rail with the step that the address names. */
export function CurrentStepRail({
  integration,
  steps,
  current,
}: {
  integration: string;
  steps: readonly Pick<StepState, "id" | "title" | "status" | "summary">[];
  current: StepId | undefined;
}) {
  const segment = useSelectedLayoutSegment();
  const here = current ?? stepIds.find((id) => id === segment) ?? null;
  return <StepRail integration={integration} steps={steps} current={here} />;
}
