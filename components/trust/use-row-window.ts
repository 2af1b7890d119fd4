"use client";

import { defaultRangeExtractor, useWindowVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** However large the screen: more rows than this are never in the page. */
const rowsAtMost = 60;
const overscan = 8;
/** Room that the bars above and below the rows take, in px. */
const barAbove = 120;
const barBelow = 96;

/** Of a range that is too long, the middle; and always the row where the keyboard is. */
export function extractRows(range: Range, active: number): number[] {
  const wanted = defaultRangeExtractor(range);
  const excess = Math.max(0, wanted.length - (rowsAtMost - 1));
  const cut = Math.ceil(excess / 2);
  const kept = wanted.slice(cut, cut + rowsAtMost - 1);
  const [first] = kept;
  if (active < 0 || active >= range.count || kept.includes(active)) return kept;
  return first === undefined || active < first ? [active, ...kept] : [...kept, active];
}

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
  return useWindowVirtualizer({
    count: keys.length,
    estimateSize: () => 60,
    getItemKey: useCallback((at: number) => keys[at] ?? at, [keys]),
    overscan,
    scrollMargin,
    scrollPaddingStart: barAbove,
    scrollPaddingEnd: barBelow,
    rangeExtractor: useCallback((range: Range) => extractRows(range, active), [active]),
  });
}
