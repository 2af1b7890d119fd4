"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { PlanOutcomePanel } from "#components/enrollment/plan-outcome.tsx";
import { ReviewButton } from "#components/enrollment/review-button.tsx";
import type { StepActions } from "#components/enrollment/step-actions.ts";
import { usePlan } from "#components/enrollment/use-plan.ts";
import { isSettledInOtherTab } from "#components/problem/other-tab.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { CautionList } from "./caution-list.tsx";
import { cautionClasses, confirmations } from "./cautions.ts";
import { ChosenHeading } from "./chosen-heading.tsx";

interface TrustReviewProps {
  integration: string;
  chosen: readonly TrustRowView[];
  actions: Pick<StepActions, "preparePlan" | "applyPlan">;
  /** Where the plan opens first. */
  first: "changes" | "by-hand";
  /** Takes roles out of the choice. */
  onLeaveOut: (arns: readonly string[]) => void;
  onBack: () => void;
}

/** From the chosen roles to the plan: what is not routine is confirmed first, one kind at a time. */
export function TrustReview({ integration, chosen, actions, first, onLeaveOut, onBack }: TrustReviewProps) {
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [pressed, setPressed] = useState(false);
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const classes = useMemo(() => cautionClasses(chosen), [chosen]);
  const open = classes.filter(({ code }) => !confirmed.has(code)).length;

  const plan = usePlan(() =>
    actions.preparePlan({
      integration,
      step: "trust",
      input: { roleArns: chosen.map((row) => row.arn), confirmed: confirmations(chosen, confirmed) },
    }),
  );
  const review = () => {
    setPressed(true);
    if (open > 0) return;
    void plan.review().then((next) => {
      // A plan reads everything again: after a refusal the table shows what was found.
      if (next.phase === "refused" && !isSettledInOtherTab(next.problem)) router.refresh();
    });
  };

  const reviewAtOnce = useRef(classes.length === 0 ? review : null);
  useEffect(() => {
    if (reviewAtOnce.current) {
      reviewAtOnce.current();
      reviewAtOnce.current = null;
    } else {
      heading.current?.focus({ preventScroll: true });
    }
    window.scrollTo({ top: 0 });
  }, []);

  const changeConfirmed = (code: string, yes: boolean) => {
    const next = new Set(confirmed);
    if (yes) next.add(code);
    else next.delete(code);
    setConfirmed(next);
    setPressed(false);
    plan.close();
  };

  if (chosen.length === 0) {
    return (
      <Notice state="off" title="No role is chosen any more">
        <Button size="small" onClick={onBack}>
          Back
        </Button>
      </Notice>
    );
  }
  return (
    <div className="space-y-4">
      <ChosenHeading count={chosen.length} heading={heading} onBack={onBack} />
      {classes.length > 0 ? (
        <CautionList
          classes={classes}
          confirmed={confirmed}
          missing={pressed}
          onConfirm={changeConfirmed}
          onLeaveOut={(arns) => {
            plan.close();
            onLeaveOut(arns);
          }}
        />
      ) : null}
      {plan.state.phase === "plan" || (classes.length === 0 && plan.state.phase !== "idle") ? null : (
        <ReviewButton
          preparing={plan.preparing}
          onReview={review}
          words={pressed && open > 0 ? "Confirm what is marked, or leave those roles out." : undefined}
        />
      )}
      <PlanOutcomePanel
        integration={integration}
        state={plan.state}
        apply={actions.applyPlan}
        applyLabel={`Apply to ${countWords(chosen.length, "role")}`}
        first={first}
        onPrepareAgain={review}
        onClose={onBack}
      />
    </div>
  );
}
