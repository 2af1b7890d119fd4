"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import type { EnrollmentShellView, RunView } from "#lib/domain/enrollment/views.ts";
import { LightDot } from "#components/ui/light.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { groupDigits } from "./number-words.ts";
import { runHref } from "./step-words.ts";
import { runStatusWords } from "./run-words.ts";
import { useRunStream } from "./use-run-stream.ts";

/** On every page of the enrollment while one of its runs is active, and once more when it has ended. */
export function RunBanner({
  integration,
  activeRun,
}: {
  integration: string;
  activeRun: EnrollmentShellView["activeRun"];
}) {
  const router = useRouter();
  const path = usePathname();
  const [followed, setFollowed] = useState(activeRun?.id ?? null);
  const [ended, setEnded] = useState<RunView | null>(null);
  if (activeRun && activeRun.id !== followed) {
    setFollowed(activeRun.id);
    setEnded(null);
  }

  const { run } = useRunStream(integration, activeRun?.id ?? null, null, () => router.refresh());
  if (run && run.status !== "running" && ended?.id !== run.id) setEnded(run);

  if (activeRun && path === runHref(integration, activeRun.id)) return null;
  if (ended && path === runHref(integration, ended.id)) return null;

  if (ended) {
    return (
      <output className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-card px-4 py-2 sm:px-6">
        <LightDot state={ended.status === "finished" ? "ok" : "warn"} />
        <span>
          “{ended.title}” has {runStatusWords[ended.status]}: {groupDigits(ended.done)} of{" "}
          {groupDigits(ended.total)} done
        </span>
        <Link className="rounded-sm text-accent underline" href={runHref(integration, ended.id)}>
          See the outcome
        </Link>
        <button
          type="button"
          aria-label="Put this message away"
          onClick={() => {
            setFollowed(null);
            setEnded(null);
          }}
          className="ml-auto grid size-7 place-items-center rounded-md text-mute hover:bg-soft hover:text-ink"
        >
          <X className="size-4" aria-hidden />
        </button>
      </output>
    );
  }
  if (!activeRun) return null;
  const done = run?.done ?? activeRun.done;
  const total = run?.total ?? activeRun.total;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-sel px-4 py-2 sm:px-6">
      <span>
        A run is being applied: {groupDigits(done)} of {groupDigits(total)} done
      </span>
      <span className="w-40">
        <Progress label="Changes done" done={done} total={total} />
      </span>
      <Link className="rounded-sm text-accent underline" href={runHref(integration, activeRun.id)}>
        Open the run
      </Link>
    </div>
  );
}
