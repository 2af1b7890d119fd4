"use client";

import type { ReactNode } from "react";
import { accountView } from "#lib/domain/enrollment/account-view.ts";
import { summariseEnrollments } from "#lib/domain/enrollment/enrollment-list.ts";
import { newEnrollmentView } from "#lib/domain/enrollment/new-enrollment-view.ts";
import { shellView } from "#lib/domain/enrollment/shell-view.ts";
import { accessStepView } from "#lib/domain/enrollment/steps/access/view.ts";
import { appStepView } from "#lib/domain/enrollment/steps/app/view.ts";
import { integrationStepView } from "#lib/domain/enrollment/steps/integration/view.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { permissionsStepView } from "#lib/domain/enrollment/steps/permissions/view.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { unreadPlan } from "#lib/domain/enrollment/steps/unread.ts";
import { worldNotices } from "#lib/domain/enrollment/world-notices.ts";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { ByHandOnlyView, EnrollmentShellView, HeaderView } from "#lib/domain/enrollment/views.ts";
import { AccessStep } from "#components/access/access-step.tsx";
import { AppStep } from "#components/enrollment/app-step.tsx";
import { EnrollmentList } from "#components/enrollment/enrollment-list.tsx";
import { IntegrationStep } from "#components/enrollment/integration-step.tsx";
import { NewEnrollment } from "#components/enrollment/new-enrollment.tsx";
import { PermissionsStep } from "#components/enrollment/permissions-step.tsx";
import { PlainPage } from "#components/enrollment/plain-page.tsx";
import { StepFrame } from "#components/enrollment/step-frame.tsx";
import { AccountSection } from "#components/enrollment-page/account-section.tsx";
import { EnrollmentPage } from "#components/enrollment-page/enrollment-page.tsx";
import { LastRunsSection } from "#components/enrollment-page/last-runs-section.tsx";
import { StepsSection } from "#components/enrollment-page/steps-section.tsx";
import { LaunchStep } from "#components/launch/launch-step.tsx";
import { ToldAbove } from "#components/problem/told-above.tsx";
import { Header } from "#components/shell/header.tsx";
import { SignOut } from "#components/shell/sign-out.tsx";
import { TrustMemory } from "#components/trust/trust-memory.tsx";
import { TrustStep } from "#components/trust/trust-step.tsx";
import { ShellAround } from "../frames.tsx";
import { answers, answersTo, leadsTo, plans, reads, refuses } from "../actions.ts";
import { accountAccess } from "../fixtures/account-access.ts";
import { header as usualHeader } from "../fixtures/headers.ts";
import { policyPlan } from "../fixtures/plans.ts";
import { integrationByHand, policyByHand } from "../fixtures/by-hand.ts";
import { accessDenied } from "../fixtures/problems.ts";
import { overviewOf } from "./sample.ts";
import type { SituationName, SituationPage } from "./situation-names.ts";
import { showAsOf } from "../fixtures/times.ts";
import { situations, type Situation } from "./situations.ts";

const leave = answers({ href: "/gallery" });

/** A page as it is in a situation: everything on it is judged by the rules that the app itself uses. */
interface SituationScreenProps {
  situation: SituationName;
  page: SituationPage;
  /** The time of the page, in ms. */
  atMs: number;
}

export function SituationScreen({ situation, page, atMs }: SituationScreenProps) {
  showAsOf(atMs);
  const now = situations[situation]();
  const header = headerIn(now);
  return (
    <div className="flex min-h-dvh flex-col">
      <Header view={header} signOut={<SignOut signOut={leave} />} />
      <ToldAbove problems={header.notices}>{contentOf(now, page)}</ToldAbove>
    </div>
  );
}

/** What fails for every page stands in the header, each once. */
function headerIn({ observation, identityFile }: Situation): HeaderView {
  const { cluster, identity, aws } = observation;
  const failures = [cluster, identity, aws].flatMap((part) => (part.ok ? [] : [part.problem]));
  const problems = [
    ...(identityFile ? [identityFile] : []),
    ...failures,
    ...worldNotices(overviewOf(observation)),
  ];
  return {
    ...usualHeader,
    cluster: cluster.ok ? cluster.value.name : null,
    notices: problems.filter(({ code }, at) => problems.findIndex((other) => other.code === code) === at),
  };
}

function contentOf(now: Situation, page: SituationPage): ReactNode {
  const overview = overviewOf(now.observation);
  switch (page) {
    case "list":
      return (
        <PlainPage>
          <EnrollmentList
            view={summariseEnrollments(overview, () => now.observation)}
            refreshOverview={reads}
          />
        </PlainPage>
      );
    case "new":
      return (
        <main id="content">
          <NewEnrollment
            view={newEnrollmentView(overview)}
            chosen={null}
            begin={refuses(now.refusal ?? accessDenied)}
            adopt={leave}
            prepareAccess={answersTo(accountAccess)}
            refreshOverview={now.refusal ? refuses(now.refusal) : reads}
          />
        </main>
      );
    case "overview": {
      const shell = shellView(now.observation, now.activeRun ?? null);
      return (
        <ShellAround shell={shell}>
          <EnrollmentPage shell={shell}>
            <StepsSection shell={shell} refresh={now.refusal ? refuses(now.refusal) : reads} />
            <AccountSection
              shell={shell}
              view={accountView(now.observation)}
              saveProfile={now.refusal ? refuses(now.refusal) : answers(null)}
              refresh={reads}
            />
            <LastRunsSection integration={shell.integration} view={{ runs: [], older: null, before: null }} />
          </EnrollmentPage>
        </ShellAround>
      );
    }
    default: {
      const shell = shellView(now.observation, now.activeRun ?? null);
      return (
        <ShellAround shell={shell} current={page}>
          {stepOf(now, shell, page)}
        </ShellAround>
      );
    }
  }
}

/** As the server adds it: here with an example of the documents. */
function byHandOnlyIn(o: Observation, step: "integration" | "permissions"): ByHandOnlyView | null {
  const plan = unreadPlan(o, step);
  const byHand = step === "integration" ? integrationByHand : policyByHand;
  return plan && plan.changes.length > 0 ? { words: plan.words, byHand } : null;
}

function stepOf({ observation: o, refusal }: Situation, shell: EnrollmentShellView, step: StepId): ReactNode {
  const refused = refusal && refuses(refusal);
  const actions = {
    preparePlan: refused ?? plans(policyPlan),
    applyPlan: refused ?? leadsTo("run-running"),
    refresh: refused ?? reads,
  };
  const framed = (content: ReactNode) => (
    <StepFrame shell={shell} step={step} refresh={actions.refresh}>
      {content}
    </StepFrame>
  );
  switch (step) {
    case "integration":
      return framed(
        <IntegrationStep
          shell={shell}
          view={{ ...integrationStepView(o), byHandOnly: byHandOnlyIn(o, "integration") }}
          actions={{
            ...actions,
            discardDraft: leave,
            prepareAccess: refused ?? answersTo(accountAccess),
            changeAccess: refused ?? answers(null),
          }}
        />,
      );
    case "permissions":
      return framed(
        <PermissionsStep
          shell={shell}
          view={{ ...permissionsStepView(o), byHandOnly: byHandOnlyIn(o, "permissions") }}
          actions={actions}
        />,
      );
    case "trust":
      return (
        <TrustMemory>
          <TrustStep
            shell={shell}
            view={trustStepView(o)}
            actions={{
              ...actions,
              openRole: refuses(accessDenied),
              acceptCondition: refuses(accessDenied),
              withdrawAcceptance: refuses(accessDenied),
              nameRoles: refused ?? answers({ count: 2 }),
              prepareRemoval: refuses(refusal ?? accessDenied),
            }}
          />
        </TrustMemory>
      );
    case "app":
      return framed(<AppStep shell={shell} view={appStepView(o)} actions={actions} />);
    case "access":
      return (
        <AccessStep
          shell={shell}
          view={accessStepView(o, null)}
          actions={{ ...actions, previewAccess: refuses(refusal ?? accessDenied) }}
        />
      );
    case "launch":
      return framed(<LaunchStep shell={shell} view={launchStepView(o)} />);
  }
}
