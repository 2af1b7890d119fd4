import type { ReactNode } from "react";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";

interface ChoiceFooterProps {
  chosen: readonly TrustRowView[];
  /** What stands there while nothing is chosen. */
  none: string;
  /** What the choice amounts to. */
  words: string;
  /** How many of the chosen roles need a word of their own. */
  warning: string | null;
  /** Buttons. */
  children: ReactNode;
}

/** What the choice amounts to, and the way on. It stands from the start, so that nothing moves when a role is chosen. */
export function ChoiceFooter({ chosen, none, words, warning, children }: ChoiceFooterProps) {
  return (
    <section
      aria-label="Chosen roles"
      data-covers="bottom"
      className="sticky bottom-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-2.5 border-t border-line bg-card px-4 py-3 sm:px-6"
    >
      <output className="flex min-h-10 min-w-0 flex-1 basis-64 flex-col justify-center">
        {chosen.length === 0 ? (
          <span className="text-mute">{none}</span>
        ) : (
          <>
            <span>
              <span className="font-medium">{countWords(chosen.length, "role")}</span>
              <span className="text-sm text-mute"> · {words}</span>
            </span>
            {warning === null ? null : <span className="text-sm text-warn">{warning}</span>}
          </>
        )}
      </output>
      <div className="flex flex-wrap gap-2.5">{children}</div>
    </section>
  );
}
