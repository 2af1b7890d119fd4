"use client";

import type { ReactNode } from "react";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { EnrollmentShellView, HeaderView, PlanView } from "#lib/domain/enrollment/views.ts";
import { AppStep } from "#components/enrollment/app-step.tsx";
import { EnrollmentList } from "#components/enrollment/enrollment-list.tsx";
import { IntegrationStep } from "#components/enrollment/integration-step.tsx";
import { NewEnrollment } from "#components/enrollment/new-enrollment.tsx";
import { PermissionsStep } from "#components/enrollment/permissions-step.tsx";
import { PlainPage } from "#components/enrollment/plain-page.tsx";
import { PlanReview, type ApplyAction } from "#components/enrollment/plan-review.tsx";
import { UnreadRun } from "#components/enrollment/unread-run.tsx";
import { RunList } from "#components/enrollment/run-list.tsx";
import { RunScreen } from "#components/enrollment/run-screen.tsx";
import { ListSkeleton, NewSkeleton, ShellSkeleton } from "#components/enrollment/skeletons.tsx";
import { StepFrame } from "#components/enrollment/step-frame.tsx";
import { FailureScreen } from "#components/problem/failure-screen.tsx";
import { MissingScreen } from "#components/problem/missing-screen.tsx";
import { Header } from "#components/shell/header.tsx";
import { SignOut } from "#components/shell/sign-out.tsx";
import { SignInScreen } from "#components/sign-in/sign-in-screen.tsx";
import { ShellAround } from "./frames.tsx";
import { answers, answersTo, leadsTo, plans, reads, refuses } from "./actions.ts";
import { accountAccess } from "./fixtures/account-access.ts";
import { enrollmentPageScreens } from "./enrollment-page-screens.tsx";
import { header, sandboxHeader, troubledHeader } from "./fixtures/headers.ts";
import * as lists from "./fixtures/lists.ts";
import * as news from "./fixtures/new-enrollments.ts";
import { bulkPlan, expiredPlan, policyPlan } from "./fixtures/plans.ts";
import { accessDenied, otherExternalId, planOutdated } from "./fixtures/problems.ts";
import * as runs from "./fixtures/runs.ts";
import { appShell, draftShell, permissionsShell, shell } from "./fixtures/shells.ts";
import * as steps from "./fixtures/steps.ts";
import { offboardScreens } from "./offboard-screens.tsx";
import { showAsOf } from "./fixtures/times.ts";
import { portalScreens } from "./portal-screens.tsx";
import { stepScreens } from "./step-screens.tsx";
import type { ScreenName } from "./screen-names.ts";

const leave = answers({ href: "/gallery" });
const signOut = <SignOut signOut={leave} />;

function framed(view: HeaderView, content: ReactNode): ReactNode {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header view={view} signOut={signOut} />
      {content}
    </div>
  );
}

function inShell(view: EnrollmentShellView, step: StepId, content: ReactNode): ReactNode {
  return framed(
    header,
    <ShellAround shell={view} current={step}>
      <StepFrame shell={view} step={step} refresh={reads}>
        {content}
      </StepFrame>
    </ShellAround>,
  );
}

function run(view: (typeof runs)["runningRun"]): ReactNode {
  const actions = {
    applyPlan: leadsTo("run-running"),
    continueRun: leadsTo("run-running"),
    prepareUndo: plans(bulkPlan),
  };
  return framed(
    sandboxHeader,
    <ShellAround shell={shell}>
      <RunScreen view={view} actions={actions} follow={false} />
    </ShellAround>,
  );
}

function review(plan: PlanView, apply: ApplyAction): ReactNode {
  return inShell(
    { ...permissionsShell, activeRun: null },
    "permissions",
    <PlanReview
      integration="acme-production"
      plan={plan}
      apply={apply}
      onPrepareAgain={() => undefined}
      onClose={() => undefined}
    />,
  );
}

const stepActions = { preparePlan: plans(policyPlan), applyPlan: leadsTo("run-running"), refresh: reads };
const prepareAccess = answersTo(accountAccess);
const firstStep = {
  ...stepActions,
  discardDraft: leave,
  prepareAccess,
  changeAccess: refuses(otherExternalId, { accessRoleArn: otherExternalId.what }),
};
const begin = refuses(accessDenied, { integration: "There is an integration of this name already." });

/** Every screen in every state that it has, by the name in its address. */
export const screens: Readonly<Record<ScreenName, () => ReactNode>> = {
  list: () =>
    framed(
      sandboxHeader,
      <PlainPage>
        <EnrollmentList view={lists.list} refreshOverview={reads} />
      </PlainPage>,
    ),
  "list-empty": () =>
    framed(
      header,
      <PlainPage>
        <EnrollmentList view={lists.emptyList} refreshOverview={reads} />
      </PlainPage>,
    ),
  "list-failed": () =>
    framed(
      troubledHeader,
      <PlainPage>
        <EnrollmentList view={lists.failedList} refreshOverview={reads} />
      </PlainPage>,
    ),
  "list-loading": () =>
    framed(
      header,
      <PlainPage>
        <ListSkeleton rows={3} />
      </PlainPage>,
    ),
  new: () =>
    framed(
      sandboxHeader,
      <main id="content">
        <NewEnrollment
          view={news.ready}
          chosen="acme-development"
          begin={begin}
          adopt={refuses(accessDenied)}
          prepareAccess={prepareAccess}
          refreshOverview={reads}
        />
      </main>,
    ),
  "new-blocked": () =>
    framed(
      troubledHeader,
      <main id="content">
        <NewEnrollment
          view={news.blocked}
          chosen={null}
          begin={begin}
          adopt={leave}
          prepareAccess={prepareAccess}
          refreshOverview={reads}
        />
      </main>,
    ),
  "new-partition": () =>
    framed(
      header,
      <main id="content">
        <NewEnrollment
          view={news.otherPartition}
          chosen={null}
          begin={begin}
          adopt={leave}
          prepareAccess={prepareAccess}
          refreshOverview={reads}
        />
      </main>,
    ),
  "new-loading": () =>
    framed(
      header,
      <main id="content">
        <NewSkeleton />
      </main>,
    ),
  "integration-draft": () =>
    inShell(
      draftShell,
      "integration",
      <IntegrationStep shell={draftShell} view={steps.integrationOpen} actions={firstStep} />,
    ),
  "integration-consents": () =>
    inShell(
      draftShell,
      "integration",
      <IntegrationStep
        shell={draftShell}
        view={steps.integrationConsents}
        actions={{ ...firstStep, preparePlan: refuses(accessDenied) }}
      />,
    ),
  "integration-done": () =>
    inShell(
      shell,
      "integration",
      <IntegrationStep
        shell={shell}
        view={steps.integrationDone}
        actions={{
          ...firstStep,
          preparePlan: answers({
            kind: "nothing-to-do" as const,
            words: "All three parts are as they should be.",
          }),
        }}
      />,
    ),
  permissions: () =>
    inShell(
      permissionsShell,
      "permissions",
      <PermissionsStep shell={permissionsShell} view={steps.permissionsOpen} actions={stepActions} />,
    ),
  "permissions-done": () =>
    inShell(
      shell,
      "permissions",
      <PermissionsStep shell={shell} view={steps.permissionsDone} actions={stepActions} />,
    ),
  "permissions-waiting": () =>
    inShell(
      draftShell,
      "permissions",
      <PermissionsStep shell={draftShell} view={steps.permissionsOpen} actions={stepActions} />,
    ),
  app: () => inShell(shell, "app", <AppStep shell={shell} view={steps.appOpen} actions={stepActions} />),
  "app-conflict": () =>
    inShell(shell, "app", <AppStep shell={shell} view={steps.appConflict} actions={stepActions} />),
  "app-done": () =>
    inShell(appShell, "app", <AppStep shell={appShell} view={steps.appDone} actions={stepActions} />),
  plan: () => review(policyPlan, leadsTo("run-running")),
  "plan-bulk": () => review(bulkPlan, refuses(planOutdated)),
  "plan-expired": () => review(expiredPlan, leadsTo("run-running")),
  "run-running": () => run(runs.runningRun),
  "run-finished": () => run(runs.finishedRun),
  "run-failed": () => run(runs.failedRun),
  "run-stopped": () => run(runs.stoppedRun),
  "run-undone-in-part": () => run(runs.undoneInPart),
  "run-interrupted": () => run(runs.interruptedRun),
  "run-long": () => run(runs.longRun),
  "run-unread": () =>
    framed(
      header,
      <ShellAround shell={shell}>
        <UnreadRun view={runs.unreadRun} />
      </ShellAround>,
    ),
  runs: () =>
    framed(
      header,
      <ShellAround shell={shell}>
        <RunList
          integration="acme-production"
          view={{
            runs: [
              runs.runningRun,
              { ...runs.failedRun, id: "run-6" },
              runs.unreadRun,
              { ...runs.stoppedRun, id: "run-5" },
            ],
            older: "run-5",
            before: null,
          }}
        />
      </ShellAround>,
    ),
  "runs-older": () =>
    framed(
      header,
      <ShellAround shell={shell}>
        <RunList
          integration="acme-production"
          view={{ runs: [runs.finishedRun], older: null, before: "run-5" }}
        />
      </ShellAround>,
    ),
  "runs-empty": () =>
    framed(
      header,
      <ShellAround shell={shell}>
        <RunList integration="acme-production" view={{ runs: [], older: null, before: null }} />
      </ShellAround>,
    ),
  "shell-loading": () =>
    framed(
      header,
      <main id="content" className="flex flex-1 flex-col">
        <ShellSkeleton />
      </main>,
    ),
  "sign-in": () => <SignInScreen signIn={leave} shown={{ phase: "no-token" }} />,
  "sign-in-failed": () => (
    <SignInScreen
      signIn={leave}
      shown={{
        phase: "failed",
        problem: {
          code: "not-signed-in",
          what: "This sign-in link can't be used.",
          why: "A link works once and for 10 minutes, and a newer one makes it void.",
          remedy: "Run npm run token where the app runs, and open the address that it prints.",
        },
        reference: null,
      }}
    />
  ),
  "sign-in-busy": () => <SignInScreen signIn={leave} shown={{ phase: "signing-in" }} />,
  ...enrollmentPageScreens,
  ...stepScreens,
  ...portalScreens,
  ...offboardScreens,
  failure: () =>
    framed(
      header,
      <main id="content">
        <FailureScreen reference="3f9a2c71" onRetry={() => undefined} />
      </main>,
    ),
  missing: () =>
    framed(
      header,
      <MissingScreen title="There is no such enrollment">
        Teleport has no integration of this name and this app has no draft of it.
      </MissingScreen>,
    ),
};

/** `atMs`: the time of the page. */
export function GalleryScreen({ screen, atMs }: { screen: ScreenName; atMs: number }) {
  showAsOf(atMs);
  return screens[screen]();
}
