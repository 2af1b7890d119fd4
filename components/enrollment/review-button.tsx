"use client";

import type { ReactNode, Ref } from "react";
import { Button } from "#components/ui/button.tsx";

/** The one button that leads from a step to its plan. Nothing is written by it. */
export function ReviewButton({
  preparing,
  onReview,
  words,
  done = false,
  ref,
  children = "Review changes",
}: {
  preparing: boolean;
  onReview: () => void;
  /** What keeps the person from going on. */
  words?: string | undefined;
  /** The step is done: then the way on is the main thing, not this. */
  done?: boolean;
  ref?: Ref<HTMLButtonElement>;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button {...(ref ? { ref } : {})} look={done ? "plain" : "primary"} busy={preparing} onClick={onReview}>
        {preparing ? "Preparing" : children}
      </Button>
      <output className="text-mute">{words ?? "Nothing is written before you apply."}</output>
    </div>
  );
}
