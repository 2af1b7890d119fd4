"use client";

import type { Action } from "./action-call.ts";
import { ReadAgain } from "./read-again.tsx";

/** For the pages that stand before any enrollment. */
export function OverviewReadAt({
  readAt,
  refreshOverview,
}: {
  readAt: string;
  refreshOverview: Action<Record<string, never>, { readAt: string }>;
}) {
  return <ReadAgain readAt={readAt} read={() => refreshOverview({})} />;
}
