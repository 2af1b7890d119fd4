import { integrationStepView } from "#lib/server/queries.ts";
import { IntegrationStep } from "#components/enrollment/integration-step.tsx";
import { changeAccess, discardDraft, prepareAccess } from "../../../../actions/enrollment.ts";
import { integrationOf, type EnrollmentParams } from "../params.ts";
import { StepPage, stepActions } from "../step-page.tsx";

const actions = {
  ...stepActions,
  discardDraft,
  prepareAccess,
  changeAccess,
};

export default async function IntegrationPage({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  return (
    <StepPage integration={integration} step="integration" view={integrationStepView(integration)}>
      {(shell, view) => <IntegrationStep shell={shell} view={view} actions={actions} />}
    </StepPage>
  );
}
