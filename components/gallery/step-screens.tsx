"use client";

import type { ReactNode } from "react";
import type { AccessStepView } from "#lib/domain/enrollment/views.ts";
import type { LaunchStepView } from "#lib/domain/enrollment/launch-views.ts";
import { AccessSkeleton } from "#components/access/access-skeleton.tsx";
import { AccessStep } from "#components/access/access-step.tsx";
import type { StepActions } from "#components/enrollment/step-actions.ts";
import { StepFrame } from "#components/enrollment/step-frame.tsx";
import { LaunchStep } from "#components/launch/launch-step.tsx";
import { answers, answersTo, leadsTo, plans, reads } from "./actions.ts";
import { besideRail } from "./frames.tsx";
import * as access from "./fixtures/access.ts";
import * as launches from "./fixtures/launch.ts";
import { policyPlan } from "./fixtures/plans.ts";
import { nameTaken } from "./fixtures/problems.ts";
import { doneShell, shell } from "./fixtures/shells.ts";
import type { StepScreenName } from "./step-screen-names.ts";
import { trustScreens } from "./trust-screens.tsx";
import { whyScreens } from "./why-screens.tsx";

const planned: StepActions = {
  preparePlan: plans(policyPlan),
  applyPlan: leadsTo("run-running"),
  refresh: reads,
};
const refused: StepActions = {
  ...planned,
  preparePlan: answers({
    kind: "refused" as const,
    problem: nameTaken,
    fieldErrors: {
      "users.0": "This user is a bot: it gets no access here.",
      roleArns: "One of these roles belongs to another account.",
    },
  }),
};

function accessScreen(view: AccessStepView, actions = planned): ReactNode {
  return besideRail(
    doneShell,
    "access",
    <AccessStep
      shell={doneShell}
      view={view}
      actions={{ ...actions, previewAccess: answersTo(access.previewFor) }}
    />,
  );
}

function launchScreen(view: LaunchStepView): ReactNode {
  return besideRail(
    doneShell,
    "launch",
    <StepFrame shell={doneShell} step="launch" refresh={reads}>
      <LaunchStep shell={doneShell} view={view} />
    </StepFrame>,
  );
}

export const stepScreens: Readonly<Record<StepScreenName, () => ReactNode>> = {
  ...trustScreens,
  access: () => accessScreen(access.access),
  "access-many": () => accessScreen(access.manyAccess),
  "access-refused": () => accessScreen(access.access, refused),
  "access-empty": () => accessScreen(access.accessEmpty),
  "access-failed": () => accessScreen(access.accessFailed),
  "access-loading": () => besideRail(shell, "access", <AccessSkeleton />),
  launch: () => launchScreen(launches.launch),
  "launch-many": () => launchScreen(launches.manyLaunch),
  "launch-unlogged": () => launchScreen(launches.launchUnlogged),
  "launch-empty": () => launchScreen(launches.launchEmpty),
  "launch-failed": () => launchScreen(launches.launchFailed),
  ...whyScreens,
};
