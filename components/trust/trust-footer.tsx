"use client";

import type { Ref } from "react";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { Button } from "#components/ui/button.tsx";
import { choiceWords } from "./role-choice.ts";

interface TrustFooterProps {
  chosen: readonly TrustRowView[];
  onReview: () => void;
  onByHand: () => void;
  onClear: () => void;
  reviewRef: Ref<HTMLButtonElement>;
}

/** What the choice amounts to, and the way on. It stands from the start, so that nothing moves when a role is chosen. */
export function TrustFooter({ chosen, onReview, onByHand, onClear, reviewRef }: TrustFooterProps) {
  const none = chosen.length === 0;
  const cautious = chosen.filter((row) => row.cautions.length > 0).length;
  return (
    <section
      aria-label="Chosen roles"
      data-covers="bottom"
      className="sticky bottom-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-2.5 border-t border-line bg-card px-4 py-3 sm:px-6"
    >
      <output className="flex min-h-10 min-w-0 flex-1 basis-64 flex-col justify-center">
        {none ? (
          <span className="text-mute">Choose roles to see what would change.</span>
        ) : (
          <>
            <span>
              <span className="font-medium">{countWords(chosen.length, "role")}</span>
              <span className="text-sm text-mute"> · {choiceWords(chosen)}</span>
            </span>
            {cautious > 0 ? (
              <span className="text-sm text-warn">
                {countWords(cautious, "role needs", "roles need")} your confirmation
              </span>
            ) : null}
          </>
        )}
      </output>
      <div className="flex flex-wrap gap-2.5">
        {none ? null : (
          <Button look="quiet" onClick={onClear}>
            Clear
          </Button>
        )}
        <Button disabled={none} onClick={onByHand}>
          By hand
        </Button>
        <Button ref={reviewRef} look="primary" disabled={none} onClick={onReview}>
          {none ? "Review" : `Review ${countWords(chosen.length, "role")}`}
        </Button>
      </div>
    </section>
  );
}
