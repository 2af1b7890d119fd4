"use client";

import { useState } from "react";
import type { Slot } from "./lines.ts";

interface Walk {
  /** What Enter launches; null: nothing yet. */
  active: { slot: Slot; line: number } | null;
  /** Up or down by one; the result is where it now stands. */
  move: (by: 1 | -1) => { slot: Slot; line: number } | null;
}

/** The arrow keys' way through the roles. It begins anew with each search, at the first role where there is a best one. */
export function useWalk(
  stops: readonly { slot: Slot; line: number }[],
  search: string,
  hasBest: boolean,
): Walk {
  const [at, setAt] = useState<{ search: string; id: string | null }>({ search, id: null });
  const chosen =
    at.search === search && at.id !== null ? stops.findIndex(({ slot }) => slot.id === at.id) : -1;
  const place = chosen !== -1 ? chosen : hasBest ? 0 : -1;
  return {
    active: stops[place] ?? null,
    move: (by) => {
      const next = stops[Math.min(stops.length - 1, Math.max(0, place + by))] ?? null;
      setAt({ search, id: next?.slot.id ?? null });
      return next;
    },
  };
}
