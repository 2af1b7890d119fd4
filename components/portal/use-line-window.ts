"use client";

import { defaultRangeExtractor, useWindowVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useState, type RefObject } from "react";
import { linesWithin, type Line } from "./lines.ts";

/** So many roles stand in the page at most; of a longer list those in view. */
export const mostRoles = 60;
const overscan = 6;
/** Room that the search field takes above the lines, in px. */
const fieldRoom = 96;

const estimatedHeights: Readonly<Record<Line["kind"], number>> = {
  title: 46,
  pair: 82,
  account: 58,
  role: 64,
  found: 64,
  request: 64,
};

/** Places the lines that are in view of the page's own scroll, whatever their height. */
export function useLineWindow(list: RefObject<HTMLElement | null>, lines: readonly Line[]) {
  const [scrollMargin, setScrollMargin] = useState(0);

  // What stands above the list may grow: a banner, a wrapped line.
  useLayoutEffect(() => {
    const measure = () => {
      const top = list.current?.getBoundingClientRect().top;
      if (top !== undefined) setScrollMargin(Math.round(top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);

  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here, and lines come from this render
  return useWindowVirtualizer({
    count: lines.length,
    estimateSize: useCallback((at: number) => estimatedHeights[lines[at]?.kind ?? "role"], [lines]),
    getItemKey: useCallback((at: number) => lines[at]?.id ?? at, [lines]),
    overscan,
    scrollMargin,
    scrollPaddingStart: fieldRoom,
    scrollPaddingEnd: 24,
    rangeExtractor: useCallback(
      (range: Range) => linesWithin(lines, defaultRangeExtractor(range), mostRoles),
      [lines],
    ),
  });
}
