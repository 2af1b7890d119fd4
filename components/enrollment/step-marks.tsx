import { clsx } from "clsx";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { StepStatus } from "#lib/domain/enrollment/step.ts";
import { StepMark } from "./step-mark.tsx";

/** All six steps in one line, as small as they go. */
export function StepMarks({
  steps,
}: {
  steps: readonly { id: StepId; title: string; status: StepStatus }[];
}) {
  return (
    <ol className="flex items-center" aria-label="Steps">
      {steps.map((step, at) => (
        <li key={step.id} className="flex items-center" title={step.title}>
          {at > 0 ? (
            <span
              aria-hidden
              className={clsx("h-px w-2.5 sm:w-4", step.status === "done" ? "bg-ok" : "bg-line")}
            />
          ) : null}
          <StepMark status={step.status} number={at + 1} current={false} />
          <span className="sr-only">{step.title}</span>
        </li>
      ))}
    </ol>
  );
}
