"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import type { LastMove } from "#lib/domain/enrollment/enrollment-now.ts";
import { callAction, type Action } from "./action-call.ts";
import { useWhileLookedAt } from "./use-while-looked-at.ts";

/** Null: nobody answered, which a moment later may be otherwise; or the session has ended, which the next click says. */
async function askLastMove(): Promise<LastMove | null> {
  try {
    const response = await fetch("/now", { cache: "no-store", redirect: "manual" });
    return response.ok ? ((await response.json()) as LastMove) : null;
  } catch {
    return null;
  }
}

interface ListNewsProps {
  readAt: string;
  refreshOverview: Action<Record<string, never>, { readAt: string }>;
}

/** Has the list read again when a run has begun or ended since, in whatever process, while somebody looks at it. */
export function ListNews({ readAt, refreshOverview }: ListNewsProps) {
  const router = useRouter();
  const answered = useRef(readAt);
  const look = useCallback(async () => {
    const move = await askLastMove();
    // Once for each move: clocks of two machines differ, and a reading may fail.
    if (move === null || move.at <= readAt || move.at <= answered.current) return;
    answered.current = move.at;
    await callAction(refreshOverview, {});
    router.refresh();
  }, [readAt, refreshOverview, router]);
  useEffect(() => void look(), [look]);
  useWhileLookedAt(look);
  return null;
}
