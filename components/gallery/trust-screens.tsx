"use client";

import type { ReactNode } from "react";
import type { RoleDetailView, TrustRowView, TrustStepView } from "#lib/domain/enrollment/views.ts";
import { MissingRole } from "#components/trust/missing-role.tsx";
import { RolePage } from "#components/trust/role-page.tsx";
import { RolePageSkeleton } from "#components/trust/role-page-skeleton.tsx";
import type { TrustActions } from "#components/trust/trust-actions.ts";
import { TrustMemory, type ListDraft } from "#components/trust/trust-memory.tsx";
import { TrustSkeleton } from "#components/trust/trust-skeleton.tsx";
import { TrustRemoval } from "#components/trust/trust-removal.tsx";
import { TrustStep } from "#components/trust/trust-step.tsx";
import { answers, answersTo, leadsTo, reads, refuses } from "./actions.ts";
import { besideRail } from "./frames.tsx";
import { accessDenied } from "./fixtures/problems.ts";
import { closingPlan } from "./fixtures/offboard.ts";
import { shell } from "./fixtures/shells.ts";
import { acceptedBy, roleDetail } from "./fixtures/trust-detail.ts";
import { trustPlan } from "./fixtures/trust-plan.ts";
import { awkwardRows, failedScan, manyRoles, trustView } from "./fixtures/trust.ts";

function actionsFor(rows: readonly TrustRowView[]): TrustActions {
  const detailOf = (roleArn: string) => {
    const row = rows.find((each) => each.arn === roleArn);
    if (!row) throw new Error(`There is no role ${roleArn} here`);
    return roleDetail(row);
  };
  return {
    openRole: answersTo(({ roleArn }) => detailOf(roleArn)),
    acceptCondition: answersTo(({ roleArn }) => acceptedBy("alice", detailOf(roleArn))),
    withdrawAcceptance: answersTo(({ roleArn }) => detailOf(roleArn)),
    nameRoles: answers({ count: 2 }),
    refresh: reads,
    preparePlan: answersTo((request) => ({ kind: "plan" as const, plan: trustPlan(rows, request) })),
    prepareRemoval: answers({ kind: "plan" as const, plan: closingPlan }),
    applyPlan: leadsTo("run-running"),
  };
}

/** Ready roles, one of them a tool's. */
const givenRows = awkwardRows.flatMap((row) => {
  const [given] = awkwardRows.filter(({ holdsOurs }) => holdsOurs);
  if (row.managedBy === null) return [row];
  const { name, path, arn, managedBy } = row;
  return given ? [{ ...given, name, path, arn, managedBy }] : [];
});

function removal(view: TrustStepView): ReactNode {
  return besideRail(
    shell,
    "trust",
    <TrustMemory>
      <TrustRemoval shell={shell} view={view} actions={actionsFor(view.rows)} />
    </TrustMemory>,
  );
}

function trust(
  view: TrustStepView,
  actions = actionsFor(view.rows),
  typed: ListDraft | null = null,
): ReactNode {
  return besideRail(
    shell,
    "trust",
    <TrustMemory typed={typed}>
      <TrustStep shell={shell} view={view} actions={actions} />
    </TrustMemory>,
  );
}

function rolePage(name: string, changed = (detail: RoleDetailView) => detail): ReactNode {
  const row = awkwardRows.find((each) => each.name === name);
  if (!row) throw new Error(`There is no role ${name} here`);
  return besideRail(
    shell,
    "trust",
    <TrustMemory>
      <RolePage shell={shell} detail={changed(roleDetail(row))} actions={actionsFor([row])} />
    </TrustMemory>,
  );
}

export const trustScreens = {
  trust: () => trust(manyRoles(41)),
  "trust-many": () => trust(manyRoles(5000)),
  "trust-ready": () => trust(trustView(awkwardRows.filter((row) => row.filter === "ready"))),
  "trust-empty": () => trust(trustView([])),
  "trust-failed": () => trust(failedScan),
  "trust-list-changed": () => {
    const { problem, named } = failedScan;
    const rows = awkwardRows.slice(0, 3);
    const [first, second, third] = rows.map(({ arn }) => arn);
    const kept = [first, third].filter((arn) => arn !== undefined);
    const from = [first, second].filter((arn) => arn !== undefined);
    const view = { ...trustView(rows), problem, named: named && { ...named, arns: kept } };
    return trust(view, actionsFor(rows), { text: from.join("\n"), from });
  },
  "trust-refused": () =>
    trust(
      { ...manyRoles(41), problem: accessDenied },
      { ...actionsFor([]), openRole: refuses(accessDenied), preparePlan: refuses(accessDenied) },
    ),
  "trust-removal": () => removal(trustView(givenRows)),
  "trust-removal-shared": () => removal({ ...trustView(givenRows), sharedWith: ["acme-staging"] }),
  "trust-removal-none": () => removal(trustView(awkwardRows.filter(({ holdsOurs }) => !holdsOurs))),
  "trust-loading": () => besideRail(shell, "trust", <TrustSkeleton />),
  "trust-role": () => rolePage("ReadOnlyAuditor"),
  "trust-role-blocked": () => rolePage("LegacyDeploy"),
  "trust-role-managed": () => rolePage("terraform-network"),
  "trust-role-condition": () => rolePage("VendorScanner"),
  "trust-role-accepted": () => rolePage("VendorScanner", (detail) => acceptedBy("alice", detail)),
  "trust-role-ready": () => rolePage("LogReader"),
  "trust-role-missing": () =>
    besideRail(
      shell,
      "trust",
      <MissingRole shell={shell} roleArn="arn:aws:iam::123456789012:role/gone" refresh={reads} />,
    ),
  "trust-role-loading": () => besideRail(shell, "trust", <RolePageSkeleton />),
};
