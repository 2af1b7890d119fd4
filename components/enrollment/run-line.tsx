"use client";

import { X } from "lucide-react";
import Link from "next/link";
import type { RunView } from "#lib/domain/enrollment/views.ts";
import { LightDot } from "#components/ui/light.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { groupDigits } from "./number-words.ts";
import { runStatusWords } from "./run-words.ts";
import { runHref } from "./step-words.ts";

interface RunLineProps {
  integration: string;
  run: Pick<RunView, "id" | "status" | "startedBy" | "done" | "total"> & { title?: string };
  onDismiss?: () => void;
}

/** A run in one line: how far it is and who began it, or how it ended. */
export function RunLine({ integration, run, onDismiss }: RunLineProps) {
  const href = runHref(integration, run.id);
  const numbers = `${groupDigits(run.done)} of ${groupDigits(run.total)} done`;
  if (run.status !== "running") {
    return (
      <section
        aria-label="Run"
        className="flex items-start gap-x-3 border-b border-line bg-card px-4 py-2 sm:px-6"
      >
        <LightDot state={run.status === "finished" ? "ok" : "warn"} />
        <div className="flex min-w-0 flex-1 flex-wrap gap-x-3">
          <output>
            {run.title ?? "A run"}: {runStatusWords[run.status]}, {numbers}
          </output>
          <Link className="rounded-sm text-accent underline" href={href}>
            See the outcome
          </Link>
        </div>
        <button
          type="button"
          aria-label="Put this message away"
          onClick={onDismiss}
          className="-my-1 grid size-7 shrink-0 place-items-center rounded-md text-mute hover:bg-soft hover:text-ink"
        >
          <X className="size-4" aria-hidden />
        </button>
      </section>
    );
  }
  return (
    <section
      aria-label="Run"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-sel px-4 py-2 sm:px-6"
    >
      <span>A run is being applied: {numbers}</span>
      <span className="w-40">
        <Progress label="Changes done" done={run.done} total={run.total} />
      </span>
      <span className="break-words">begun by {run.startedBy}</span>
      <Link className="rounded-sm text-accent underline" href={href}>
        Open the run
      </Link>
    </section>
  );
}
