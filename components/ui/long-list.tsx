"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useSyncExternalStore, type ReactNode } from "react";
import { exactHeight } from "./exact-height.ts";
import { Skeleton } from "./skeleton.tsx";

const plainUpTo = 60;
const neverChanges = () => () => undefined;

interface LongListProps<T> {
  label: string;
  items: readonly T[];
  itemKey: (item: T) => string;
  /** Height of a usual item in px; others are measured. */
  estimatedHeight: number;
  render: (item: T) => ReactNode;
}

/** A list of any length: up to 60 items stand in the page, of a longer one only those in view. */
export function LongList<T>({ label, items, itemKey, render, estimatedHeight }: LongListProps<T>) {
  // Positions are set through the DOM: they exist in the browser only, never as attributes from the server.
  const inBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  if (items.length <= plainUpTo) {
    return (
      <ul aria-label={label} className="divide-y divide-line">
        {items.map((item) => (
          <li key={itemKey(item)}>{render(item)}</li>
        ))}
      </ul>
    );
  }
  if (!inBrowser) return <Skeleton className="h-112" />;
  return (
    <VirtualItems
      label={label}
      items={items}
      itemKey={itemKey}
      render={render}
      estimatedHeight={estimatedHeight}
    />
  );
}

function VirtualItems<T>({ label, items, itemKey, render, estimatedHeight }: LongListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here, and rows come from this render
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedHeight,
    measureElement: exactHeight<HTMLDivElement, HTMLLIElement>,
    getItemKey: (at) => {
      const item = items[at];
      return item === undefined ? at : itemKey(item);
    },
    overscan: 6,
  });
  const places = virtualizer.getVirtualItems();
  return (
    <section
      ref={scroller}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative h-112 overflow-auto [overflow-anchor:none] focus-visible:-outline-offset-2"
    >
      <ul
        aria-label={label}
        style={{ height: virtualizer.getTotalSize(), paddingTop: places[0]?.start ?? 0 }}
      >
        {places.map((place) => {
          const item = items[place.index];
          return item === undefined ? null : (
            <li
              key={place.key}
              ref={virtualizer.measureElement}
              data-index={place.index}
              aria-setsize={items.length}
              aria-posinset={place.index + 1}
              className="relative border-b border-line"
            >
              {render(item)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
