"use client";

import { useEffect } from "react";

const lookEveryMs = 10_000;

/** Looks every ten seconds while somebody looks at the page, and at once when they come back to it. */
export function useWhileLookedAt(look: () => unknown): void {
  useEffect(() => {
    const lookIfSeen = () => {
      if (document.visibilityState === "visible") look();
    };
    const timer = setInterval(lookIfSeen, lookEveryMs);
    document.addEventListener("visibilitychange", lookIfSeen);
    window.addEventListener("focus", lookIfSeen);
    // The browser's own Back may bring a page as it was left.
    window.addEventListener("pageshow", lookIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", lookIfSeen);
      window.removeEventListener("focus", lookIfSeen);
      window.removeEventListener("pageshow", lookIfSeen);
    };
  }, [look]);
}
