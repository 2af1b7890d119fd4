"use client";

import { useWindowVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { exactHeight } from "#components/ui/exact-height.ts";
import { extractRows } from "./extract-rows.ts";
import { usualRowHeight } from "./role-row.tsx";

const overscan = 5;
/** Room that the bars above and below the rows take, in px. */
const barAbove = 120;
const barBelow = 96;

/** Places the rows that are in view of the page's own scroll, whatever their height. */
export function useRowWindow(list: RefObject<HTMLElement | null>, keys: readonly string[], active: number) {
  const [scrollMargin, setScrollMargin] = useState(0);
  const known = useRef(0);

  // What stands above the rows may grow: a banner, a wrapped line.
  useLayoutEffect(() => {
    const measure = () => {
      const top = list.current?.getBoundingClientRect().top;
      if (top === undefined) return;
      const margin = Math.round(top + window.scrollY);
      if (margin === known.current) return;
      known.current = margin;
      setScrollMargin(margin);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);

  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here, and rows come from this render
  return useWindowVirtualizer<HTMLTableRowElement>({
    count: keys.length,
    estimateSize: () => usualRowHeight,
    measureElement: exactHeight,
    getItemKey: useCallback((at: number) => keys[at] ?? at, [keys]),
    overscan,
    scrollMargin,
    scrollPaddingStart: barAbove,
    scrollPaddingEnd: barBelow,
    rangeExtractor: useCallback((range: Range) => extractRows(range, active), [active]),
  });
}
