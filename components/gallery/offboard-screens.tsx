"use client";

import type { ReactNode } from "react";
import type { DriftView, PlanOutcome } from "#lib/domain/enrollment/views.ts";
import { DriftScreen } from "#components/drift/drift-screen.tsx";
import { DriftSkeleton } from "#components/drift/drift-skeleton.tsx";
import { PlanOutcomePanel } from "#components/enrollment/plan-outcome.tsx";
import { RunScreen } from "#components/enrollment/run-screen.tsx";
import type { PlanState } from "#components/enrollment/use-plan.ts";
import { OffboardScreen } from "#components/offboard/offboard-screen.tsx";
import type { RemovalTarget } from "#components/offboard/removal-review.tsx";
import { OffboardSkeleton } from "#components/offboard/offboard-skeleton.tsx";
import { answers, leadsTo, plans, reads } from "./actions.ts";
import * as drift from "./fixtures/drift.ts";
import * as offboard from "./fixtures/offboard.ts";
import { shell } from "./fixtures/shells.ts";
import { besideRail } from "./frames.tsx";
import type { OffboardScreenName } from "./offboard-screen-names.ts";

const applyPlan = leadsTo("run-took-away");
const outcome: PlanOutcome = {
  kind: "plan",
  plan: offboard.offboardPlan,
  leftOut: offboard.offboardLeftOut,
  stays: offboard.offboardStays,
};

function screen(of: RemovalTarget, view = offboard.offboard): ReactNode {
  const actions = { prepareRemoval: answers(outcome), applyPlan };
  return besideRail(shell, undefined, <OffboardScreen view={view} of={of} actions={actions} />);
}

function outcomeScreen(state: PlanState): ReactNode {
  return besideRail(
    shell,
    undefined,
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <h1 className="sr-only">Offboard acme-production</h1>
      <PlanOutcomePanel
        integration="acme-production"
        state={state}
        apply={applyPlan}
        title="What will go"
        confirm="acme-production"
        onPrepareAgain={() => undefined}
        onClose={() => undefined}
      />
    </div>,
  );
}

function driftScreen(view: DriftView): ReactNode {
  return besideRail(
    { ...shell, moved: view.items.length },
    undefined,
    <DriftScreen
      view={view}
      actions={{ refresh: reads, acceptDrift: answers(null), withdrawAdoption: answers(null) }}
    />,
  );
}

const leftAlone = { leftOut: offboard.offboardLeftOut, stays: offboard.offboardStays };

export const offboardScreens: Readonly<Record<OffboardScreenName, () => ReactNode>> = {
  offboard: () => screen({ kind: "all" }),
  "offboard-plan": () => outcomeScreen({ phase: "plan", plan: offboard.offboardPlan, ...leftAlone }),
  "offboard-nothing": () =>
    outcomeScreen({
      phase: "nothing-to-do",
      words: "Nothing of this enrollment is left that this app could remove.",
      ...leftAlone,
    }),
  "offboard-role": () =>
    screen(
      { kind: "roles", roleArns: ["arn:aws:iam::123456789012:role/engineering/Developer"] },
      { ...offboard.offboard, choices: [] },
    ),
  "offboard-person": () => screen({ kind: "person", name: "alice" }, { ...offboard.offboard, choices: [] }),
  "offboard-loading": () => besideRail(shell, undefined, <OffboardSkeleton />),
  drift: () => driftScreen(drift.drift),
  "drift-none": () => driftScreen(drift.noDrift),
  "drift-given-back": () => driftScreen(drift.givenBack),
  "drift-not-compared": () => driftScreen(drift.notCompared),
  "drift-partly-compared": () => driftScreen(drift.partlyCompared),
  "drift-loading": () => besideRail(shell, undefined, <DriftSkeleton />),
  "run-took-away": () =>
    besideRail(
      shell,
      undefined,
      <RunScreen
        view={offboard.tookAwayRun}
        actions={{ applyPlan, continueRun: applyPlan, prepareUndo: plans(offboard.offboardPlan) }}
        follow={false}
      />,
    ),
};
