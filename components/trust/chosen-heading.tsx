import { ArrowLeft } from "lucide-react";
import type { RefObject } from "react";
import { countWords } from "#components/enrollment/number-words.ts";
import { Button } from "#components/ui/button.tsx";

interface ChosenHeadingProps {
  count: number;
  /** Takes the focus where nothing else on the page does. */
  heading: RefObject<HTMLHeadingElement | null>;
  onBack: () => void;
}

/** Above the review of chosen roles: how many they are, and the way back to the table. */
export function ChosenHeading({ count, heading, onBack }: ChosenHeadingProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button size="small" onClick={onBack}>
        <ArrowLeft className="size-3.5" aria-hidden />
        Back
      </Button>
      <h2 ref={heading} tabIndex={-1} className="text-lg font-medium outline-none">
        {countWords(count, "role")} chosen
      </h2>
    </div>
  );
}
