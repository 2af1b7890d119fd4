"use client";

import { ReadAgain } from "./read-again.tsx";
import type { RefreshAction } from "./step-actions.ts";

const renewAfterMs = 60_000;

/** How old what the page shows of an enrollment is, and a way to have it read again. */
export function ReadAt({
  integration,
  readAt,
  refresh,
}: {
  integration: string;
  readAt: string;
  refresh: RefreshAction;
}) {
  return <ReadAgain readAt={readAt} renewAfterMs={renewAfterMs} read={() => refresh({ integration })} />;
}
