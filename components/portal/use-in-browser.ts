"use client";

import { useSyncExternalStore } from "react";

const neverChanges = () => () => undefined;

/** True from the first render after hydration: what only the browser knows can be shown. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}
