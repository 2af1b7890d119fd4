"use client";

import { useEffect } from "react";

/**
 * What has the focus may go away, a link with the page that it stood on or a button that was pressed: then the
 * content takes the focus, so that nobody begins at the very top of the page again.
 */
export function KeptFocus() {
  useEffect(() => {
    let last: Element | null = null;
    const onFocusIn = (event: FocusEvent) => {
      last = event.target instanceof Element ? event.target : null;
    };
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      document.querySelector<HTMLElement>("#content")?.focus({ preventScroll: true });
    });
    document.addEventListener("focusin", onFocusIn);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", onFocusIn);
      observer.disconnect();
    };
  }, []);
  return null;
}
