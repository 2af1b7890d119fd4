"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { isSettledInOtherTab } from "#components/problem/other-tab.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { callAction } from "./action-call.ts";

/** How old what the page shows is, and a way to have it read again. */
export function ReadAgain({
  readAt,
  read,
  renewAfterMs,
}: {
  readAt: string | null;
  /** What is older than this when the page is opened is read again by itself. */
  renewAfterMs?: number;
  read: () => Promise<ActionResult<{ readAt: string }>>;
}) {
  const router = useRouter();
  const [reading, startReading] = useTransition();
  const [problem, setProblem] = useState<Problem | null>(null);

  const checkAgain = () =>
    startReading(async () => {
      const result = await callAction(read, undefined);
      setProblem(result.ok ? null : result.problem);
      if (result.ok || !isSettledInOtherTab(result.problem)) router.refresh();
    });

  // Once for each page that is opened: a reading that fails must not ask again and again.
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    if (renewAfterMs === undefined || readAt === null) return;
    if (Date.now() - Date.parse(readAt) > renewAfterMs) checkAgain();
  });

  return (
    <div>
      <p className="flex items-center gap-x-2 text-sm whitespace-nowrap text-mute">
        {readAt === null ? null : (
          <span>
            read <RelativeTime at={readAt} />
          </span>
        )}
        <button
          type="button"
          aria-disabled={reading}
          onClick={reading ? undefined : checkAgain}
          className="inline-flex min-h-6.5 items-center gap-1.5 rounded-md px-1.5 hover:bg-soft hover:text-ink aria-disabled:opacity-55"
        >
          <RefreshCw className="size-3.5" aria-hidden />
          {reading ? "Reading" : "Check again"}
        </button>
      </p>
      {problem ? (
        <div className="mt-2">
          <ProblemNote problem={problem} live />
        </div>
      ) : null}
    </div>
  );
}
