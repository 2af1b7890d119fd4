import { permissionsStepView } from "#lib/server/queries.ts";
import { PermissionsStep } from "#components/enrollment/permissions-step.tsx";
import { integrationOf, type EnrollmentParams } from "../params.ts";
import { StepPage, stepActions } from "../step-page.tsx";

export default async function PermissionsPage({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  return (
    <StepPage integration={integration} step="permissions" view={permissionsStepView(integration)}>
      {(shell, view) => <PermissionsStep shell={shell} view={view} actions={stepActions} />}
    </StepPage>
  );
}
