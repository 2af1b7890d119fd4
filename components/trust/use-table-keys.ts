"use client";

import { useEffect, useRef, type RefObject } from "react";

/** `/` and Ctrl-K lead to the search from anywhere on the page, Escape puts the open role away. */
export function useTableKeys(search: RefObject<HTMLInputElement | null>, onEscape: (() => void) | null) {
  const escape = useRef(onEscape);
  useEffect(() => {
    escape.current = onEscape;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const withControl = event.ctrlKey || event.metaKey;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("dialog")) return;
      const typing = target?.closest<HTMLInputElement>("input, textarea, select, [contenteditable]");
      const slash = event.key === "/" && !withControl && (!typing || typing.type === "checkbox");
      if (slash || (withControl && event.key.toLowerCase() === "k")) {
        if (!search.current) return;
        event.preventDefault();
        search.current.focus();
        search.current.select();
      }
      // In a search with text in it, Escape is the browser's: it empties the field.
      if (event.key === "Escape" && !withControl && !typing?.value) escape.current?.();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [search]);
}
