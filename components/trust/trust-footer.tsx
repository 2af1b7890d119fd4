"use client";

import type { Ref } from "react";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { Button } from "#components/ui/button.tsx";
import { ChoiceFooter } from "./choice-footer.tsx";
import { choiceWords } from "./role-choice.ts";

interface TrustFooterProps {
  chosen: readonly TrustRowView[];
  onReview: () => void;
  onByHand: () => void;
  onClear: () => void;
  reviewRef: Ref<HTMLButtonElement>;
}

/** The way from the chosen roles to the change that gives them what they lack. */
export function TrustFooter({ chosen, onReview, onByHand, onClear, reviewRef }: TrustFooterProps) {
  const none = chosen.length === 0;
  const cautious = chosen.filter((row) => row.cautions.length > 0).length;
  return (
    <ChoiceFooter
      chosen={chosen}
      none="Choose roles to see what would change."
      words={choiceWords(chosen)}
      warning={cautious > 0 ? `${countWords(cautious, "role needs", "roles need")} your confirmation` : null}
    >
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
    </ChoiceFooter>
  );
}
