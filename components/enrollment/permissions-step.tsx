"use client";

import { useRef } from "react";
import type { EnrollmentShellView, PermissionsStepView } from "#lib/domain/enrollment/views.ts";
import { Section } from "#components/ui/card.tsx";
import { CodeBlock, Exact } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ByHandPanel } from "./by-hand-panel.tsx";
import { ByHandOnly } from "./by-hand-only.tsx";
import { PlanOutcomePanel } from "./plan-outcome.tsx";
import { ReviewButton } from "./review-button.tsx";
import { StateRows } from "./state-rows.tsx";
import { isDone } from "./step-words.ts";
import type { StepActions } from "./step-actions.ts";
import { usePlan } from "./use-plan.ts";

interface PermissionsStepProps {
  shell: EnrollmentShellView;
  view: PermissionsStepView;
  actions: StepActions;
}

export function PermissionsStep({ shell, view, actions }: PermissionsStepProps) {
  const { integration } = shell;
  const opener = useRef<HTMLButtonElement>(null);
  const plan = usePlan(() => actions.preparePlan({ integration, step: "permissions", input: {} }), opener);
  const review = () => void plan.review();

  return (
    <div className="space-y-5">
      <Section title="The integration role’s policy" id="policy">
        <StateRows
          label="Policy"
          rows={[
            {
              title: view.policyName,
              light: view.state,
              detail: (
                <>
                  Inline policy of <Exact text={view.roleArn} what="the role’s ARN" />
                </>
              ),
            },
          ]}
        />
        <div className="mt-3">
          {view.currentDocument === null ? (
            <p className="rounded-lg border border-dashed border-edge px-3 py-4 text-mute">
              {view.state.state === "unknown"
                ? "What policies the role has could not be read."
                : `The role has no policy ${view.policyName} yet.`}
            </p>
          ) : (
            <CodeBlock code={view.currentDocument} label={`${view.policyName} as it is now`} />
          )}
        </div>
      </Section>

      {view.byHandOnly ? <ByHandOnly view={view.byHandOnly} /> : null}
      {view.byHandOnly || plan.state.phase === "plan" ? null : (
        <ReviewButton
          ref={opener}
          done={isDone(shell, "permissions")}
          preparing={plan.preparing}
          onReview={review}
        />
      )}
      <PlanOutcomePanel
        integration={integration}
        state={plan.state}
        apply={actions.applyPlan}
        onPrepareAgain={review}
        onClose={plan.giveUp}
      />

      {view.tagGuard ? (
        <Disclosure summary="Keep the tag to this app">
          <div className="space-y-3">
            <p className="prose-width">
              The policy goes by the tag alone: whoever may tag a role in this account, and edit its trust,
              decides who gets in through Teleport. If the account belongs to an organization, a service
              control policy keeps the tag to this app. The app does not write it.
            </p>
            <ByHandPanel byHand={view.tagGuard} label="Service control policy" />
          </div>
        </Disclosure>
      ) : null}

      {view.otherPolicies.length > 0 ? (
        <Section title="Other policies of the role" id="others">
          <ul className="divide-y divide-line">
            {view.otherPolicies.map((policy) => (
              <li key={policy.name} className="py-2 first:pt-0 last:pb-0">
                <code className="font-mono break-all">{policy.name}</code>
                <p className="break-words text-mute">{policy.words}</p>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}
