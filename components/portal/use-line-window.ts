"use client";

import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState, type RefObject } from "react";
import { LineHeights, lineWindow, type LineWindow } from "./line-window.ts";
import type { Line } from "./lines.ts";

interface LinesInView extends LineWindow {
  /** For each line that stands in the page: its height counts as measured. */
  measure: (line: Line) => (element: HTMLElement | null) => void;
}

/** Follows the page's own scroll. Positions are kept as room above and below, so that the lines stand in the usual flow. */
export function useLineWindow(list: RefObject<HTMLElement | null>, lines: readonly Line[]): LinesInView {
  const [view, setView] = useState({ top: 0, height: 900 });
  const [, render] = useReducer((count: number) => count + 1, 0);
  const [heights] = useState(() => new LineHeights());
  const elements = useRef(new Map<Line, HTMLElement>());

  const shown = lineWindow(lines, heights, view.top, view.height);

  useLayoutEffect(() => {
    let learned = false;
    for (const [line, element] of elements.current) {
      if (heights.learn(line, element.getBoundingClientRect().height)) learned = true;
    }
    if (learned) render();
  }, [heights, lines, view, shown.from, shown.to]);

  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const top = list.current?.getBoundingClientRect().top;
      if (top !== undefined) setView({ top: -top, height: window.innerHeight });
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    // What stands above the list may grow, and rows wrap otherwise in another width.
    const observer = new ResizeObserver(soon);
    observer.observe(document.body);
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      window.removeEventListener("scroll", soon);
      window.removeEventListener("resize", soon);
    };
  }, [list]);

  const measure = useCallback(
    (line: Line) => (element: HTMLElement | null) => {
      if (element) elements.current.set(line, element);
      else elements.current.delete(line);
    },
    [],
  );
  return { ...shown, measure };
}
