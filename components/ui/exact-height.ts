import type { Virtualizer } from "@tanstack/react-virtual";

/** To the last fraction of a pixel, as the page lays items out: rounded heights make those that stay shake as one leaves. */
export function exactHeight<S extends Element | Window, I extends Element>(
  item: I,
  entry: ResizeObserverEntry | undefined,
  { itemSizeCache, indexFromElement, options }: Virtualizer<S, I>,
): number {
  return (
    entry?.borderBoxSize[0]?.blockSize ??
    itemSizeCache.get(options.getItemKey(indexFromElement(item))) ??
    item.getBoundingClientRect().height
  );
}
