"use client";

import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { OffboardInput } from "#lib/domain/enrollment/inputs.ts";
import type { OffboardView, PlanOutcome } from "#lib/domain/enrollment/views.ts";
import type { Action } from "#components/enrollment/action-call.ts";
import { PlanOutcomePanel } from "#components/enrollment/plan-outcome.tsx";
import type { ApplyAction } from "#components/enrollment/plan-review.tsx";
import { usePlan } from "#components/enrollment/use-plan.ts";
import { Button } from "#components/ui/button.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";

export interface OffboardActions {
  prepareRemoval: Action<{ integration: string; of: OffboardInput }, PlanOutcome>;
  applyPlan: ApplyAction;
}

/** What is to be taken away: without choices, which are made on the page. */
export type RemovalTarget =
  | { kind: "all" }
  | { kind: "roles"; roleArns: readonly string[] }
  | { kind: "person"; name: string };

interface RemovalReviewProps {
  integration: string;
  of: RemovalTarget;
  /** What goes only if somebody says so. */
  choices: OffboardView["choices"];
  actions: OffboardActions;
  /** What must be typed before the plan can be applied. */
  confirm?: string;
  applyLabel?: string;
  /** The plan is asked for as soon as this is shown. */
  atOnce?: boolean;
  /** Where to go when the plan is put away; left out, the button for another one gets the focus. */
  onBack?: () => void;
}

/** From what is to go, by way of what stays unless it is chosen, to the plan. */
export function RemovalReview({
  integration,
  of,
  choices,
  actions,
  atOnce = false,
  ...more
}: RemovalReviewProps) {
  const { confirm, applyLabel, onBack } = more;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const button = useRef<HTMLButtonElement>(null);
  const plan = usePlan(() =>
    actions.prepareRemoval({
      integration,
      of: inputOf(
        of,
        choices.filter(({ id }) => chosen.has(id)),
      ),
    }),
  );
  const review = () => void plan.review();
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
    plan.close();
  };
  const first = useRef(atOnce ? review : null);
  useEffect(() => {
    first.current?.();
    first.current = null;
  }, []);

  const isPlanned = plan.state.phase === "plan";
  return (
    <>
      {choices.length > 0 && !isPlanned ? (
        <fieldset className="space-y-3 rounded-[10px] border border-line bg-card p-4">
          <legend className="sr-only">What stays unless you choose it</legend>
          <p aria-hidden className="font-medium">
            What stays unless you choose it
          </p>
          {choices.map(({ id, title, words: hint }) => (
            <CheckboxField
              key={id}
              label={title}
              hint={hint}
              checked={chosen.has(id)}
              onChange={() => toggle(id)}
            />
          ))}
        </fieldset>
      ) : null}
      {isPlanned || (atOnce && plan.state.phase !== "idle") ? null : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button ref={button} look="primary" busy={plan.preparing} onClick={review}>
            {plan.preparing ? "Preparing" : "Review what goes"}
          </Button>
          <span className="text-mute">Nothing is written before you apply.</span>
        </div>
      )}
      <PlanOutcomePanel
        integration={integration}
        state={plan.state}
        apply={actions.applyPlan}
        title="What will go"
        {...(confirm === undefined ? {} : { confirm })}
        {...(applyLabel === undefined ? {} : { applyLabel })}
        onPrepareAgain={review}
        onClose={() => {
          if (onBack) return onBack();
          flushSync(plan.close);
          button.current?.focus();
        }}
      />
    </>
  );
}

function inputOf(of: RemovalTarget, made: OffboardView["choices"]): OffboardInput {
  const choices = made.map(({ id }) => id);
  return of.kind === "roles" ? { ...of, roleArns: [...of.roleArns], choices } : { ...of, choices };
}
