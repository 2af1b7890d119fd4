import { accountView, runListView, shellView } from "#lib/server/queries.ts";
import { AccountSection } from "#components/enrollment-page/account-section.tsx";
import { EnrollmentPage } from "#components/enrollment-page/enrollment-page.tsx";
import { LastRunsSection } from "#components/enrollment-page/last-runs-section.tsx";
import { StepsSection } from "#components/enrollment-page/steps-section.tsx";
import { refresh, saveAccountProfile } from "../../../actions/enrollment.ts";
import { integrationOf, type EnrollmentParams } from "./params.ts";

const lastRuns = 3;

/** The enrollment as a whole. While it is unknown or unread, the layout says so instead. */
export default async function EnrollmentOverview({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  const [shell, account, runs] = await Promise.all([
    shellView(integration),
    accountView(integration),
    runListView(integration, { limit: lastRuns }),
  ]);
  if (shell === null || shell === "unread" || account === "unread") return null;
  return (
    <EnrollmentPage shell={shell}>
      <StepsSection shell={shell} refresh={refresh} />
      <AccountSection shell={shell} view={account} saveProfile={saveAccountProfile} refresh={refresh} />
      <LastRunsSection integration={integration} view={runs} />
    </EnrollmentPage>
  );
}
