"use client";

import { useEffect, useRef, type RefObject } from "react";

/** `/` leads to the search from anywhere on the page, Escape puts the open role away. */
export function useTableKeys(search: RefObject<HTMLInputElement | null>, onEscape: (() => void) | null) {
  const escape = useRef(onEscape);
  useEffect(() => {
    escape.current = onEscape;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("dialog")) return;
      const typing = target?.closest<HTMLInputElement>("input, textarea, select, [contenteditable]");
      if (event.key === "/" && (!typing || typing.type === "checkbox")) {
        if (!search.current) return;
        event.preventDefault();
        search.current.focus();
        search.current.select();
      }
      // In a search with text in it, Escape is the browser's: it empties the field.
      if (event.key === "Escape" && !typing?.value) escape.current?.();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [search]);
}
