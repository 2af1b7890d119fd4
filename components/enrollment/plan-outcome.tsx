"use client";

import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Skeleton, LoadingWords } from "#components/ui/skeleton.tsx";
import { PlanReview, type ApplyAction } from "./plan-review.tsx";
import { StayingList } from "./staying-list.tsx";
import type { PlanState } from "./use-plan.ts";

interface PlanOutcomeProps {
  integration: string;
  state: PlanState;
  apply: ApplyAction;
  onPrepareAgain: () => void;
  onClose: () => void;
  title?: string;
  applyLabel?: string;
  /** What must be typed before the plan can be applied. */
  confirm?: string;
  /** Which tab of the plan is open first. */
  first?: "changes" | "by-hand";
}

/** What came of "Review changes": the plan, or why there is none. */
export function PlanOutcomePanel({ state, onPrepareAgain, onClose, ...rest }: PlanOutcomeProps) {
  switch (state.phase) {
    case "idle":
      return null;
    case "preparing":
      return (
        <div className="space-y-3 rounded-[10px] border border-line bg-card p-4">
          <LoadingWords>Reading the systems and preparing the plan</LoadingWords>
          <Skeleton className="h-5 w-44" />
          <Skeleton className="h-40 w-full" />
        </div>
      );
    case "plan":
      return (
        <div className="space-y-3">
          <LeftAlone state={state} />
          <PlanReview {...rest} plan={state.plan} onPrepareAgain={onPrepareAgain} onClose={onClose} />
        </div>
      );
    case "nothing-to-do":
      return (
        <div className="space-y-3">
          <Notice state="ok" title="Nothing to change" live>
            {state.words}
          </Notice>
          <LeftAlone state={state} />
        </div>
      );
    case "refused":
      return (
        <ProblemNote
          problem={state.problem}
          reference={state.reference}
          live
          action={
            <Button size="small" onClick={onPrepareAgain}>
              Try again
            </Button>
          }
        />
      );
  }
}

/** What the plan does not touch: what it can't, and what is not its to touch. */
function LeftAlone({ state: { leftOut, stays } }: { state: Extract<PlanState, { leftOut: unknown }> }) {
  return (
    <>
      {leftOut.map((problem) => (
        <ProblemNote key={`${problem.what}${problem.evidence ?? ""}`} problem={problem} tone="warn" live />
      ))}
      <StayingList stays={stays} />
    </>
  );
}
