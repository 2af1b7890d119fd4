"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { LightDot } from "#components/ui/light.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { groupDigits } from "./number-words.ts";
import { runHref } from "./step-words.ts";
import { runStatusWords } from "./run-words.ts";
import { useRunStream } from "./use-run-stream.ts";

interface RunBannerProps {
  integration: string;
  activeRun: EnrollmentShellView["activeRun"];
}

/** On every page of the enrollment while one of its runs is active, and once more when it has ended. */
export function RunBanner({ integration, activeRun }: RunBannerProps) {
  const router = useRouter();
  const path = usePathname();
  const [dismissed, setDismissed] = useState<string | null>(null);
  const { run } = useRunStream(integration, activeRun?.id ?? null, null, () => router.refresh());

  // What was streamed may be of an earlier run than the one that is active now.
  const followed = run && (!activeRun || activeRun.id === run.id) ? run : null;
  const id = followed?.id ?? activeRun?.id;
  if (id === undefined || id === dismissed || path === runHref(integration, id)) return null;

  if (followed && followed.status !== "running") {
    return (
      <section
        aria-label="Run"
        className="flex items-start gap-x-3 border-b border-line bg-card px-4 py-2 sm:px-6"
      >
        <LightDot state={followed.status === "finished" ? "ok" : "warn"} />
        <div className="flex min-w-0 flex-1 flex-wrap gap-x-3">
          <output>
            {followed.title}: {runStatusWords[followed.status]}, {groupDigits(followed.done)} of{" "}
            {groupDigits(followed.total)} done
          </output>
          <Link className="rounded-sm text-accent underline" href={runHref(integration, id)}>
            See the outcome
          </Link>
        </div>
        <button
          type="button"
          aria-label="Put this message away"
          onClick={() => setDismissed(id)}
          className="-my-1 grid size-7 shrink-0 place-items-center rounded-md text-mute hover:bg-soft hover:text-ink"
        >
          <X className="size-4" aria-hidden />
        </button>
      </section>
    );
  }

  const done = followed?.done ?? activeRun?.done ?? 0;
  const total = followed?.total ?? activeRun?.total ?? 0;
  return (
    <section
      aria-label="Run"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-sel px-4 py-2 sm:px-6"
    >
      <span>
        A run is being applied: {groupDigits(done)} of {groupDigits(total)} done
      </span>
      <span className="w-40">
        <Progress label="Changes done" done={done} total={total} />
      </span>
      <Link className="rounded-sm text-accent underline" href={runHref(integration, id)}>
        Open the run
      </Link>
    </section>
  );
}
