"use client";

import { clsx } from "clsx";
import { useRef, useState } from "react";
import type { EnrollmentShellView, AccessStepView } from "#lib/domain/enrollment/views.ts";
import { ChecksList } from "#components/enrollment/checks-list.tsx";
import { countWords } from "#components/enrollment/number-words.ts";
import { PlanOutcomePanel } from "#components/enrollment/plan-outcome.tsx";
import { ReadAt } from "#components/enrollment/read-at.tsx";
import type { StepActions } from "#components/enrollment/step-actions.ts";
import { StepFrame } from "#components/enrollment/step-frame.tsx";
import { stepHref } from "#components/enrollment/step-words.ts";
import { usePlan } from "#components/enrollment/use-plan.ts";
import { UntoldProblems } from "#components/problem/told-above.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { AccessBar } from "./access-bar.tsx";
import * as choices from "./access-choice.ts";
import { PeopleSection } from "./people-section.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { RoleChoiceSection } from "./role-choice-section.tsx";
import { SsoTemplate } from "./sso-template.tsx";
import { useYou } from "./use-you.ts";
import { useAccessPreview, type PreviewAction } from "./use-access-preview.ts";

interface AccessStepProps {
  shell: EnrollmentShellView;
  view: AccessStepView;
  actions: StepActions & { previewAccess: PreviewAction };
}

const consentWords = "Consent to using this access role, or leave the role out.";

/** Step 5: which roles, for whom; what they will see; then the plan. */
export function AccessStep({ shell, view: given, actions }: AccessStepProps) {
  const { integration } = shell;
  const { view, say } = useYou(given, shell.cluster);
  const [choice, setChoice] = useState(choices.noChoice);
  const [pressed, setPressed] = useState(false);
  const roles = useRef<HTMLDivElement>(null);

  const input = choices.accessInput(view, choice);
  const preview = useAccessPreview(integration, input, actions.previewAccess);
  const opener = useRef<HTMLButtonElement>(null);
  const plan = usePlan(() => actions.preparePlan({ integration, step: "access", input }), opener);
  const refused = plan.state.phase === "refused" ? plan.state.fieldErrors : {};
  const missing = choices.missingConsents(view, choice);
  const noRole = input.roleArns.length === 0;
  const consentErrors = new Map([
    ...choices.entryErrors(refused, "adopt", choices.consentNames(view, choice)),
    ...(pressed || refused["adopt"]
      ? missing.map((option) => [option.accessRole, refused["adopt"] ?? consentWords] as const)
      : []),
  ]);
  const personErrors = new Map([
    ...choices.entryErrors(refused, "users", input.users),
    ...choices.entryErrors(refused, "traitUsers", input.traitUsers),
  ]);
  const trouble = noRole
    ? "Choose at least one role first."
    : missing.length > 0
      ? `${countWords(missing.length, "role needs", "roles need")} your consent.`
      : null;
  const reviewing = plan.state.phase === "plan";
  const change = (next: choices.AccessChoice) => {
    setChoice(next);
    setPressed(false);
    plan.close();
  };
  const review = () => {
    setPressed(true);
    if (trouble) roles.current?.scrollIntoView({ block: "start" });
    else void plan.review();
  };

  const state = shell.steps.find((step) => step.id === "access");
  const aside = (
    <div className="space-y-5 xl:sticky xl:top-5">
      <div className="hidden border-b border-line pb-5 xl:block">
        <PreviewPanel state={preview} account={shell.account} />
      </div>
      <div>
        <h2 className="font-medium">Checks</h2>
        <div className="mb-3">
          <ReadAt integration={integration} readAt={shell.readAt} refresh={actions.refresh} />
        </div>
        {state && state.checks.length > 0 ? (
          <ChecksList checks={state.checks} label={`Checks of ${state.title}`} />
        ) : (
          <p className="text-mute">Nothing was checked yet.</p>
        )}
      </div>
    </div>
  );

  return (
    <StepFrame shell={shell} step="access" refresh={actions.refresh} aside={aside}>
      {view.problem ? <UntoldProblems problems={[view.problem]} toldBy={state?.problems} /> : null}
      {view.roles.length === 0 && !view.problem ? (
        <EmptyState
          title="There is no role to give yet"
          action={
            <LinkButton look="primary" href={stepHref(integration, "trust")}>
              Go to step 3
            </LinkButton>
          }
        >
          Roles appear here once they trust the integration. Choose some in step 3.
        </EmptyState>
      ) : null}
      {view.roles.length > 0 ? (
        <>
          <div className={clsx("space-y-5", reviewing && "hidden")}>
            <div ref={roles} className="scroll-mt-4">
              <RoleChoiceSection
                roles={view.roles}
                choice={choice}
                error={pressed && noRole ? "Choose at least one role." : refused["roleArns"]}
                roleErrors={choices.entryErrors(refused, "roleArns", input.roleArns)}
                consentErrors={consentErrors}
                onToggle={(roleArn) => change(choices.toggledRole(choice, roleArn))}
                onConsent={(accessRole) => change(choices.toggledConsent(choice, accessRole))}
                onChooseAll={(arns) =>
                  change({ ...choice, roleArns: new Set([...choice.roleArns, ...arns]) })
                }
              />
            </div>
            <PeopleSection
              integration={integration}
              users={view.users}
              you={view.you}
              isYouKnown={given.you !== null}
              onSayYou={say}
              choice={choice}
              error={refused["users"] ?? refused["traitUsers"]}
              personErrors={personErrors}
              onChange={(name, way) => change(choices.withPerson(choice, name, way))}
            />
            <div className="rounded-[10px] border border-line bg-card p-4 xl:hidden">
              <PreviewPanel state={preview} account={shell.account} />
            </div>
            <AccessBar
              roles={input.roleArns.length}
              people={input.users.length + input.traitUsers.length}
              preparing={plan.preparing}
              onReview={review}
              reviewRef={opener}
              trouble={pressed ? trouble : null}
            />
          </div>
          <PlanOutcomePanel
            integration={integration}
            state={plan.state}
            apply={actions.applyPlan}
            title={`What will change: ${countWords(input.roleArns.length, "role")}`}
            onPrepareAgain={review}
            onClose={plan.giveUp}
          />
        </>
      ) : null}
      {reviewing ? null : <SsoTemplate template={view.ssoTemplate} />}
    </StepFrame>
  );
}
