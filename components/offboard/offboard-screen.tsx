"use client";

import { useRef, useState } from "react";
import Link from "next/link";
import type { OffboardInput } from "#lib/domain/enrollment/inputs.ts";
import { resourceName } from "#lib/domain/enrollment/titles.ts";
import type { OffboardView, PlanOutcome } from "#lib/domain/enrollment/views.ts";
import type { Action } from "#components/enrollment/action-call.ts";
import { PlanOutcomePanel } from "#components/enrollment/plan-outcome.tsx";
import type { ApplyAction } from "#components/enrollment/plan-review.tsx";
import { stepHref } from "#components/enrollment/step-words.ts";
import { usePlan } from "#components/enrollment/use-plan.ts";
import { Button } from "#components/ui/button.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";

export interface OffboardActions {
  prepareRemoval: Action<{ integration: string; of: OffboardInput }, PlanOutcome>;
  applyPlan: ApplyAction;
}

/** What is to be taken away: without choices, which are made on the page. */
export type RemovalTarget =
  | { kind: "all" }
  | { kind: "role"; roleArn: string }
  | { kind: "person"; name: string };

interface OffboardScreenProps {
  view: OffboardView;
  of: RemovalTarget;
  actions: OffboardActions;
}

/** Takes an enrollment away, or one part of it: what goes, what stays and why, and who loses what, before anything is written. */
export function OffboardScreen({ view, of, actions }: OffboardScreenProps) {
  const { integration } = view;
  const [choices, setChoices] = useState<ReadonlySet<string>>(new Set());
  const opener = useRef<HTMLButtonElement>(null);
  const plan = usePlan(
    () => actions.prepareRemoval({ integration, of: { ...of, choices: [...choices] } }),
    opener,
  );
  const review = () => void plan.review();
  const toggle = (id: string) => {
    const next = new Set(choices);
    if (!next.delete(id)) next.add(id);
    setChoices(next);
    plan.close();
  };
  const words = wordsOf(of, integration);

  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <PageTitle title={words.title} lead={words.lead} />
      {of.kind === "all" ? null : (
        <p>
          <Link
            className="rounded-sm text-accent underline"
            href={stepHref(integration, of.kind === "role" ? "trust" : "access")}
          >
            Back to {of.kind === "role" ? "Trust" : "Access"}
          </Link>
        </p>
      )}
      {view.choices.length > 0 && plan.state.phase !== "plan" ? (
        <fieldset className="space-y-3 rounded-[10px] border border-line bg-card p-4">
          <legend className="sr-only">What stays unless you choose it</legend>
          <p aria-hidden className="font-medium">
            What stays unless you choose it
          </p>
          {view.choices.map(({ id, title, words: hint }) => (
            <CheckboxField
              key={id}
              label={title}
              hint={hint}
              checked={choices.has(id)}
              onChange={() => toggle(id)}
            />
          ))}
        </fieldset>
      ) : null}
      {plan.state.phase === "plan" ? null : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button ref={opener} look="primary" busy={plan.preparing} onClick={review}>
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
        {...(of.kind === "all" ? { confirm: integration } : {})}
        onPrepareAgain={review}
        onClose={plan.giveUp}
      />
    </div>
  );
}

function wordsOf(of: RemovalTarget, integration: string): { title: string; lead: string } {
  switch (of.kind) {
    case "all":
      return {
        title: `Offboard ${integration}`,
        lead: "Takes away what this app made for this enrollment, from the access of people down to the integration role. What others made or need stays, and each reason is named before anything is written.",
      };
    case "role":
      return {
        title: `Take access to ${resourceName(of.roleArn)} away`,
        lead: "Removes our statement from the trust policy: that is what closes the role, to everybody at once. The tag goes with it where nobody else needs it; the tag alone is no revocation.",
      };
    case "person":
      return {
        title: `Take the access of ${of.name} away`,
        lead: "Takes back the access roles of this enrollment and the role ARNs that this app put into the user’s trait. Other roles and traits stay. It counts from the next sign-in.",
      };
  }
}
