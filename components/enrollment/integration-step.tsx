"use client";

import Link from "next/link";
import { useRef, useState } from "react";
import type { EnrollmentShellView, IntegrationStepView } from "#lib/domain/enrollment/views.ts";
import { AccessForm, type ChangeAccessAction } from "#components/account/access-form.tsx";
import type { PrepareAccessAction } from "#components/account/access-role-panel.tsx";
import { Section } from "#components/ui/card.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Exact } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { DiscardDraft } from "./discard-draft.tsx";
import { ByHandOnly } from "./by-hand-only.tsx";
import { PlanOutcomePanel } from "./plan-outcome.tsx";
import { PolicyPanel } from "./policy-panel.tsx";
import { ReviewButton } from "./review-button.tsx";
import { StateRows } from "./state-rows.tsx";
import { enrollmentHref, isDone } from "./step-words.ts";
import type { LeaveAction, StepActions } from "./step-actions.ts";
import { usePlan } from "./use-plan.ts";

interface IntegrationStepProps {
  shell: EnrollmentShellView;
  view: IntegrationStepView;
  actions: StepActions & {
    discardDraft: LeaveAction;
    prepareAccess: PrepareAccessAction;
    changeAccess: ChangeAccessAction;
  };
}

export function IntegrationStep({ shell, view, actions }: IntegrationStepProps) {
  const { integration } = shell;
  const [consents, setConsents] = useState<string[]>([]);
  const opener = useRef<HTMLButtonElement>(null);
  const plan = usePlan(
    () => actions.preparePlan({ integration, step: "integration", input: { consents } }),
    opener,
  );
  const review = () => void plan.review();
  const consentError = plan.state.phase === "refused" ? plan.state.fieldErrors["consents"] : undefined;

  return (
    <div className="space-y-5">
      <Section title="What belongs to it" id="parts">
        <StateRows
          label="Parts of the integration"
          rows={[
            {
              title: "Identity provider in IAM",
              light: view.providerState,
              detail: (
                <>
                  {view.providerArn ? (
                    <Exact text={view.providerArn} what="the provider’s ARN" />
                  ) : (
                    <p>Its ARN follows from the issuer.</p>
                  )}
                  {view.issuerUrl ? (
                    <p>
                      Issuer <Exact text={view.issuerUrl} what="the issuer" />
                    </p>
                  ) : (
                    <p>The cluster’s issuer could not be read.</p>
                  )}
                </>
              ),
            },
            {
              title: "Integration role in IAM",
              light: view.roleState,
              detail: <Exact text={view.roleArn} what="the role’s ARN" />,
            },
            {
              title: "Integration in Teleport",
              light: view.integrationState,
              detail: <Exact text={integration} what="the integration’s name" />,
            },
          ]}
        />
      </Section>

      {view.consents.length > 0 ? (
        <fieldset className="rounded-[10px] border border-warn/60 bg-card p-4">
          <legend className="float-left mb-3 w-full font-medium">Needs your consent</legend>
          <div className="clear-both space-y-3">
            {view.consents.map((consent) => (
              <CheckboxField
                key={consent.id}
                label={consent.title}
                hint={consent.words}
                checked={consents.includes(consent.id)}
                onChange={(event) => {
                  setConsents(
                    event.target.checked
                      ? [...consents, consent.id]
                      : consents.filter((id) => id !== consent.id),
                  );
                  plan.close();
                }}
              />
            ))}
          </div>
          {consentError ? <p className="mt-3 text-sm font-medium text-bad">{consentError}</p> : null}
        </fieldset>
      ) : null}

      {view.byHandOnly ? <ByHandOnly view={view.byHandOnly} /> : null}
      {view.byHandOnly || plan.state.phase === "plan" ? null : (
        <ReviewButton
          ref={opener}
          done={isDone(shell, "integration")}
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

      {view.policyQuestion ? (
        <Disclosure summary="The AWS permissions that this app needs">
          <PolicyPanel question={view.policyQuestion} />
        </Disclosure>
      ) : null}
      <Disclosure summary="How the app reaches the account">
        <AccessForm
          integration={integration}
          account={shell.account}
          integrationRoleArn={shell.integrationRoleArn}
          prepare={actions.prepareAccess}
          change={actions.changeAccess}
        />
      </Disclosure>
      <p className="text-mute">
        The account’s name, colour, environment and contact, as people see them, are edited in the{" "}
        <Link href={enrollmentHref(integration)} className="rounded-sm text-accent underline">
          overview
        </Link>
        .
      </p>
      {shell.draft ? <DiscardDraft integration={integration} discardDraft={actions.discardDraft} /> : null}
    </div>
  );
}
