"use client";

import type { ReactNode } from "react";
import type { AccountView, EnrollmentShellView, RunView } from "#lib/domain/enrollment/views.ts";
import { RunLine } from "#components/enrollment/run-line.tsx";
import { SessionNote } from "#components/enrollment/session-note.tsx";
import { AccountSection } from "#components/enrollment-page/account-section.tsx";
import { EnrollmentPage } from "#components/enrollment-page/enrollment-page.tsx";
import { LastRunsSection } from "#components/enrollment-page/last-runs-section.tsx";
import { StepsSection } from "#components/enrollment-page/steps-section.tsx";
import { answers, reads } from "./actions.ts";
import type { EnrollmentPageScreenName } from "./enrollment-page-screen-names.ts";
import { besideRail } from "./frames.tsx";
import { sessionEnded } from "./fixtures/problems.ts";
import * as runs from "./fixtures/runs.ts";
import { doneShell, draftShell, shell } from "./fixtures/shells.ts";

const account: AccountView = {
  alias: "acme-prod",
  aliasRead: true,
  partition: "aws",
  integrationRoleArn: shell.integrationRoleArn,
  app: null,
};
const lastRuns = ["run-9", "run-8", "run-7"].map((id, at) => ({
  ...(at === 0 ? runs.failedRun : runs.finishedRun),
  id,
}));

function overview(
  view: EnrollmentShellView,
  more: Partial<AccountView>,
  done: readonly RunView[],
  banner?: ReactNode,
) {
  return besideRail(
    view,
    undefined,
    <EnrollmentPage shell={view}>
      <StepsSection shell={view} refresh={reads} />
      <AccountSection
        shell={view}
        view={{ ...account, ...more }}
        saveProfile={answers(null)}
        refresh={reads}
      />
      <LastRunsSection
        integration={view.integration}
        view={{ runs: done, older: done.at(2)?.id ?? null, before: null }}
      />
    </EnrollmentPage>,
    banner,
  );
}

const app = { name: "acme-production", publicAddr: "acme-production.teleport.acme.test" };

export const enrollmentPageScreens: Readonly<Record<EnrollmentPageScreenName, () => ReactNode>> = {
  overview: () => overview(shell, {}, lastRuns),
  "overview-draft": () => overview(draftShell, { alias: null, aliasRead: false }, []),
  "overview-done": () => overview(doneShell, { app }, lastRuns.slice(1, 3)),
  "overview-run-ended": () =>
    overview(
      shell,
      {},
      lastRuns,
      <RunLine integration={shell.integration} run={runs.finishedRun} onDismiss={() => undefined} />,
    ),
  "overview-signed-out": () => overview(shell, {}, lastRuns, <SessionNote problem={sessionEnded} />),
};
