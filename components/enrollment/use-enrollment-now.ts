"use client";

import { usePathname, useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Problem } from "#lib/domain/errors.ts";
import type { EnrollmentNow } from "#lib/domain/enrollment/enrollment-now.ts";
import { isSettledInOtherTab } from "#components/problem/other-tab.ts";
import { askNow, type NowAnswer } from "./enrollment-now.ts";
import { useWhileLookedAt } from "./use-while-looked-at.ts";

interface Asked {
  /** Null: no answer has come yet. */
  now: EnrollmentNow | null;
  /** The session has ended: to be settled in another tab. */
  problem: Problem | null;
  /** Asks at once; false: nothing was told, and the page must not be made again. */
  ask: () => Promise<boolean>;
}

/**
 * What goes on in the enrollment, asked for by the page that somebody looks at. The frame around the pages can't be
 * relied on for it: the router keeps it from page to page, and brings back an old one with Back.
 */
export function useEnrollmentNow(integration: string, shown: { readAt: string }): Asked {
  const path = usePathname();
  const router = useRouter();
  const [now, setNow] = useState<EnrollmentNow | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const turns = useRef(0);

  const ask = useCallback((): Promise<boolean> => {
    turns.current += 1;
    const turn = turns.current;
    const take = (answer: NowAnswer) => {
      // Of two answers that overtake each other the one to the later question counts.
      if (turn === turns.current) {
        if (answer.ok) setNow(answer.now);
        setProblem(
          !answer.ok && answer.problem && isSettledInOtherTab(answer.problem) ? answer.problem : null,
        );
      }
      return answer.ok;
    };
    return askNow(integration).then(take);
  }, [integration]);

  useEffect(() => {
    void ask();
  }, [ask, path]);

  useWhileLookedAt(ask);

  const made = useRef(shown.readAt);
  useEffect(() => {
    // Once for each reading: two processes may know readings of different age.
    const readAt = now?.readAt ?? "";
    if (readAt <= shown.readAt || readAt <= made.current) return;
    made.current = readAt;
    router.refresh();
  }, [now, shown.readAt, router]);

  return { now, problem, ask };
}
