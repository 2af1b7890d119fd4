"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

type CopyState = "idle" | "copied" | "failed";

/** `what` completes "Copy …" for screen readers; `words` stand on the button. */
export function CopyButton({ text, what, words }: { text: string; what: string; words?: string }) {
  const [state, setState] = useState<CopyState>("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const said = state === "copied" ? "Copied" : state === "failed" ? "Copying was refused by the browser" : "";

  return (
    <>
      <button
        type="button"
        onClick={copy}
        aria-label={`Copy ${what}`}
        title={`Copy ${what}`}
        className="inline-flex h-6.5 shrink-0 items-center gap-1.5 rounded-md px-1.5 align-middle text-sm text-mute hover:bg-soft hover:text-ink"
      >
        {state === "copied" ? (
          <Check className="size-3.5 text-ok" strokeWidth={2.5} aria-hidden />
        ) : (
          <Copy className="size-3.5" aria-hidden />
        )}
        {words ? <span>{state === "copied" ? "Copied" : words}</span> : null}
      </button>
      <output className={state === "failed" ? "text-sm text-bad" : "sr-only"}>{said}</output>
    </>
  );
}
