"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMs = 25_000;
/** Many open tabs do not ask at the same moment. */
const spreadMs = 5_000;

/** Has the page made again now and then while somebody looks at it: a role that was taken away disappears. */
export function useFreshness(): void {
  const router = useRouter();
  useEffect(() => {
    let askedAtMs = performance.now();
    const dueMs = everyMs + Math.random() * spreadMs;
    const ask = () => {
      if (document.visibilityState !== "visible" || performance.now() - askedAtMs < dueMs) return;
      // Whose session has ended is sent to sign in: not out of a form that they are filling in.
      if (document.activeElement?.matches("dialog :is(input, textarea)")) return;
      askedAtMs = performance.now();
      router.refresh();
    };
    const timer = setInterval(ask, 5_000);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [router]);
}
