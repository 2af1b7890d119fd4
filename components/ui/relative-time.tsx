"use client";

import { useSyncExternalStore } from "react";
import { exactWords, relativeWords } from "./time-words.ts";

const tickMs = 1000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times of the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const nowSecond = () => Math.floor(Date.now() / tickMs) * tickMs;

/** The time of this second, in ms; renders again each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, nowSecond, nowSecond);
}

/** "12 s ago": server and browser may differ by a second, which is no reason to render twice. */
export function RelativeTime({ at }: { at: string }) {
  const nowMs = useNow();
  return (
    <time dateTime={at} title={exactWords(at)} suppressHydrationWarning className="whitespace-nowrap">
      {relativeWords(Date.parse(at), nowMs)}
    </time>
  );
}
