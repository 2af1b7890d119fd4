"use client";

import { useEffect, type RefObject } from "react";

/** What the person does by themselves: from then on the page stands where they want it. */
const ownMoves = ["wheel", "pointerdown", "touchmove", "keydown"] as const;

/**
 * Keeps what gets the focus in view while the page above it still grows: the rows of a long table are measured as they
 * come into view, and push away what the browser has just scrolled to.
 */
export function useFocusInView(within: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const place = within.current;
    if (!place) return;
    const observer = new ResizeObserver(() => {
      const focused = document.activeElement;
      if (place.contains(focused)) focused?.scrollIntoView({ block: "nearest" });
    });
    const follow = () => observer.observe(document.body);
    const stop = () => observer.disconnect();
    place.addEventListener("focusin", follow);
    place.addEventListener("focusout", stop);
    for (const move of ownMoves) window.addEventListener(move, stop, { passive: true });
    return () => {
      stop();
      place.removeEventListener("focusin", follow);
      place.removeEventListener("focusout", stop);
      for (const move of ownMoves) window.removeEventListener(move, stop);
    };
  }, [within]);
}
