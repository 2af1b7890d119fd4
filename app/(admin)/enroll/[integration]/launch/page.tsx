import { launchStepView } from "#lib/server/queries.ts";
import { LaunchStep } from "#components/launch/launch-step.tsx";
import { integrationOf, type EnrollmentParams } from "../params.ts";
import { StepPage } from "../step-page.tsx";

export default async function LaunchPage({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  return (
    <StepPage integration={integration} step="launch" view={launchStepView(integration)}>
      {(shell, view) => <LaunchStep shell={shell} view={view} />}
    </StepPage>
  );
}
