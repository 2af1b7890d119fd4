"use client";

import { useEffect, useRef } from "react";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Ctrl-K (or Cmd-K) anywhere, and `/` where nobody types. */
export function useFindKeys(onFind: () => void, { slash }: { slash: boolean }): void {
  const find = useRef(onFind);
  useEffect(() => {
    find.current = onFind;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.shiftKey) return;
      const withControl = event.ctrlKey || event.metaKey;
      const ctrlK = withControl && event.key.toLowerCase() === "k";
      const plainSlash = slash && !withControl && event.key === "/" && !isTyping(event.target);
      if (!ctrlK && !plainSlash) return;
      event.preventDefault();
      find.current();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [slash]);
}
