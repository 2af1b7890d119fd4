"use client";

import type { ReactNode } from "react";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import type { EnrollmentShellView, TrustRowView, TrustStepView } from "#lib/domain/enrollment/views.ts";
import { EnrollmentShell } from "#components/enrollment/enrollment-shell.tsx";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import { MissingRole } from "#components/trust/missing-role.tsx";
import { RolePage } from "#components/trust/role-page.tsx";
import { RolePageSkeleton } from "#components/trust/role-page-skeleton.tsx";
import type { TrustActions } from "#components/trust/trust-actions.ts";
import { TrustMemory } from "#components/trust/trust-memory.tsx";
import { TrustSkeleton } from "#components/trust/trust-skeleton.tsx";
import { TrustStep } from "#components/trust/trust-step.tsx";
import { roleDetail } from "./fixtures/trust-detail.ts";
import { awkwardRows, failedScan, manyRoles, trustView } from "./fixtures/trust.ts";
import { acmeShell } from "./fixtures/trust-shell.ts";
import { trustPlan } from "./fixtures/trust-plan.ts";

const answerMs = 400;
function answers<I, T>(value: (input: I) => T): (input: I) => Promise<ActionResult<T>> {
  return async (input) => {
    await new Promise((resolve) => setTimeout(resolve, answerMs));
    return { ok: true, value: value(input) };
  };
}

function inShell(shell: EnrollmentShellView, step: StepId, content: ReactNode): ReactNode {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="h-13 border-b border-line bg-card px-6 py-3.5 font-bold">AWS Access</header>
      <EnrollmentShell shell={shell} current={step}>
        {content}
      </EnrollmentShell>
    </div>
  );
}

function trustActions(rows: readonly TrustRowView[]): TrustActions {
  return {
    openRole: answers(({ roleArn }) => {
      const row = rows.find((each) => each.arn === roleArn);
      if (!row) throw new Error(`There is no role ${roleArn} here`);
      return roleDetail(row);
    }),
    acceptCondition: answers(() => null),
    refresh: answers(() => ({ readAt: "2026-01-01T00:00:00Z" })),
    preparePlan: answers((request) => ({ kind: "plan" as const, plan: trustPlan(rows, request) })),
    applyPlan: answers(() => ({ runId: "run-7", href: "/gallery/run-running" })),
  };
}

function trust(view: TrustStepView): ReactNode {
  return inShell(
    acmeShell,
    "trust",
    <TrustMemory>
      <TrustStep shell={acmeShell} view={view} actions={trustActions(view.rows)} />
    </TrustMemory>,
  );
}

function rolePage(name: string): ReactNode {
  const row = awkwardRows.find((each) => each.name === name);
  if (!row) throw new Error(`There is no role ${name} here`);
  return inShell(
    acmeShell,
    "trust",
    <TrustMemory>
      <RolePage shell={acmeShell} detail={roleDetail(row)} actions={trustActions([row])} />
    </TrustMemory>,
  );
}

export const stepScreens = {
  "trust-role": () => rolePage("ReadOnlyAuditor"),
  "trust-role-blocked": () => rolePage("LegacyDeploy"),
  "trust-role-managed": () => rolePage("terraform-network"),
  "trust-role-condition": () => rolePage("VendorScanner"),
  "trust-role-ready": () => rolePage("LogReader"),
  "trust-role-missing": () =>
    inShell(
      acmeShell,
      "trust",
      <MissingRole
        shell={acmeShell}
        roleArn="arn:aws:iam::123456789012:role/gone"
        refresh={trustActions([]).refresh}
      />,
    ),
  "trust-role-loading": () => inShell(acmeShell, "trust", <RolePageSkeleton />),
  trust: () => trust(manyRoles(41)),
  "trust-many": () => trust(manyRoles(5000)),
  "trust-ready": () => trust(trustView(awkwardRows.filter((row) => row.filter === "ready"))),
  "trust-empty": () => trust(trustView([])),
  "trust-failed": () => trust(failedScan),
  "trust-loading": () => inShell(acmeShell, "trust", <TrustSkeleton />),
};

export function StepGalleryScreen({ screen }: { screen: keyof typeof stepScreens }) {
  return stepScreens[screen]();
}
