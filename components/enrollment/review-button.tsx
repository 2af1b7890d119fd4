"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

/** The one button that leads from a step to its plan. Nothing is written by it. */
export function ReviewButton({
  preparing,
  onReview,
  words = "Nothing is written before you apply.",
  children = "Review changes",
}: {
  preparing: boolean;
  onReview: () => void;
  words?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button look="primary" busy={preparing} onClick={onReview}>
        {preparing ? "Preparing" : children}
      </Button>
      <span className="text-mute">{words}</span>
    </div>
  );
}
