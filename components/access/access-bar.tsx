"use client";

import type { Ref } from "react";
import { countWords } from "#components/enrollment/number-words.ts";
import { Button } from "#components/ui/button.tsx";

interface AccessBarProps {
  roles: number;
  people: number;
  preparing: boolean;
  onReview: () => void;
  /** What keeps the person from going on; null: nothing, or review was not pressed yet. */
  trouble: string | null;
  reviewRef: Ref<HTMLButtonElement>;
}

/** What the choice amounts to, and the way on: in view however long the lists are. */
export function AccessBar({ roles, people, preparing, onReview, trouble, reviewRef }: AccessBarProps) {
  return (
    <section
      aria-label="Your choice"
      data-covers="bottom"
      className="sticky bottom-3 z-10 flex flex-wrap items-center gap-x-4 gap-y-2.5 rounded-[10px] border border-line bg-card px-4 py-3 shadow-lg"
    >
      <output className="min-w-0 flex-1 basis-56">
        {roles === 0 ? (
          <span className="text-mute">Choose roles, and the people who get them.</span>
        ) : (
          <>
            <span className="font-medium">{countWords(roles, "role")}</span>
            <span className="text-mute">
              {people === 0 ? " · for nobody yet" : ` · for ${countWords(people, "user")}`}
            </span>
          </>
        )}
        {trouble === null ? (
          <span className="block text-sm text-mute">Nothing is written before you apply.</span>
        ) : (
          <span className="block text-sm font-medium text-bad">{trouble}</span>
        )}
      </output>
      <Button ref={reviewRef} look="primary" busy={preparing} onClick={onReview}>
        {preparing ? "Preparing" : "Review changes"}
      </Button>
    </section>
  );
}
