"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useEffect, useRef } from "react";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { StepState } from "#lib/domain/enrollment/step.ts";
import { StepMark } from "./step-mark.tsx";
import { stepHref } from "./step-words.ts";

interface StepRailProps {
  integration: string;
  steps: readonly Pick<StepState, "id" | "title" | "status" | "summary">[];
  current: StepId | null;
}

/** Down the side on a wide screen; a strip that scrolls on a narrow one, with the current step in view. */
export function StepRail({ integration, steps, current }: StepRailProps) {
  const here = useRef<HTMLAnchorElement>(null);

  useEffect(() => {
    const link = here.current;
    const strip = link?.closest("ol");
    if (!link || !strip || strip.scrollWidth <= strip.clientWidth) return;
    strip.scrollLeft = link.offsetLeft - strip.offsetLeft - 16;
  }, [current]);

  return (
    <ol
      aria-label="Steps"
      className="relative col-span-4 flex min-w-0 gap-1 overflow-x-auto px-2.5 py-2 lg:flex-col lg:overflow-visible lg:p-0"
    >
      {steps.map((step, at) => (
        <li key={step.id} className="shrink-0">
          <Link
            href={stepHref(integration, step.id)}
            ref={step.id === current ? here : undefined}
            aria-current={step.id === current ? "step" : undefined}
            className={clsx(
              "flex gap-2.5 rounded-lg px-2.5 py-2 focus-visible:-outline-offset-2",
              step.id === current ? "bg-sel" : "hover:bg-soft",
            )}
          >
            <StepMark status={step.status} number={at + 1} current={step.id === current} />
            <span className="min-w-0">
              <span className="block font-medium">{step.title}</span>
              <span
                className={clsx("break-words text-mute", step.id === current ? "block" : "hidden lg:block")}
              >
                {step.summary}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
