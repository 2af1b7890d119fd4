"use client";

import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { isAhead } from "#lib/domain/enrollment/run-news.ts";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { RunLine } from "./run-line.tsx";
import { SessionNote } from "./session-note.tsx";
import { runHref } from "./step-words.ts";
import { useEnrollmentNow } from "./use-enrollment-now.ts";
import { useRunStream } from "./use-run-stream.ts";

type RunBannerProps = Pick<EnrollmentShellView, "integration" | "activeRun" | "readAt">;

/** On every page of the enrollment while one of its runs is active, and once more when it has ended. */
export function RunBanner({ integration, activeRun, readAt }: RunBannerProps) {
  const router = useRouter();
  const path = usePathname();
  const [dismissed, setDismissed] = useState<string | null>(null);
  const { now, problem, ask } = useEnrollmentNow(integration, { readAt });
  const active = now ? now.activeRun : activeRun;
  const { run } = useRunStream(integration, active?.id ?? null, null, () => {
    // Made again without a session, the page would be left for the sign-in, and what was entered lost.
    void ask().then((told) => {
      if (told) router.refresh();
    });
  });

  // What was streamed may be of an earlier run than the one that is active now, or of the time before it went on.
  const followed = run && (!active || (active.id === run.id && !isAhead(active, run))) ? run : null;
  const told = followed ?? (active ? { ...active, status: "running" as const } : null);
  const shown = told && told.id !== dismissed && path !== runHref(integration, told.id) ? told : null;
  return (
    <>
      {problem ? <SessionNote problem={problem} /> : null}
      {shown ? (
        <RunLine integration={integration} run={shown} onDismiss={() => setDismissed(shown.id)} />
      ) : null}
    </>
  );
}
