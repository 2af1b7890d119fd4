import { appStepView } from "#lib/server/queries.ts";
import { AppStep } from "#components/enrollment/app-step.tsx";
import { integrationOf, type EnrollmentParams } from "../params.ts";
import { StepPage, stepActions } from "../step-page.tsx";

export default async function AppPage({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  return (
    <StepPage integration={integration} step="app" view={appStepView(integration)}>
      {(shell, view) => <AppStep shell={shell} view={view} actions={stepActions} />}
    </StepPage>
  );
}
