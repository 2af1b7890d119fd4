import { Check, CircleHelp, TriangleAlert } from "lucide-react";
import { clsx } from "clsx";
import type { StepStatus } from "#lib/domain/enrollment/step.ts";
import { stepStatusWords } from "./step-words.ts";

/** The round mark of a step: its number, until there is more to say. */
export function StepMark({
  status,
  number,
  current,
}: {
  status: StepStatus;
  number: number;
  current: boolean;
}) {
  return (
    <span
      className={clsx(
        "mt-px grid size-5 shrink-0 place-items-center rounded-full border-[1.5px] text-sm leading-none font-bold",
        status === "done" && "border-transparent bg-ok-bg text-ok",
        status === "attention" && "border-transparent bg-warn-bg text-warn",
        (status === "open" || status === "waiting" || status === "unknown") &&
          (current ? "border-accent text-accent" : "border-edge text-mute"),
      )}
    >
      {status === "done" ? <Check className="size-3" strokeWidth={3} aria-hidden /> : null}
      {status === "attention" ? <TriangleAlert className="size-3" strokeWidth={2.5} aria-hidden /> : null}
      {status === "unknown" ? <CircleHelp className="size-3.5" strokeWidth={2.25} aria-hidden /> : null}
      {status === "open" || status === "waiting" ? <span aria-hidden>{number}</span> : null}
      <span className="sr-only">
        Step {number}, {stepStatusWords[status]}:
      </span>
    </span>
  );
}
