import { notFound } from "next/navigation";
import { shellView, trustStepView } from "#lib/server/queries.ts";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import { packTrust } from "#lib/domain/enrollment/packed-trust.ts";
import { PackedTrustStep } from "#components/trust/packed-trust-step.tsx";
import { TrustSkeleton } from "#components/trust/trust-skeleton.tsx";
import {
  acceptCondition,
  nameRoles,
  openRole,
  prepareRemoval,
  refresh,
  withdrawAcceptance,
} from "../../../../actions/enrollment.ts";
import { integrationOf, type EnrollmentParams } from "../params.ts";
import { stepActions } from "../step-page.tsx";

const actions = {
  ...stepActions,
  openRole,
  acceptCondition,
  withdrawAcceptance,
  nameRoles,
  prepareRemoval,
};

export default async function TrustPage({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  const [shell, view] = await Promise.all([shellView(integration), trustStepView(integration)]);
  if (shell === null) notFound();
  if (shell === "unread" || view === "unread") {
    return (
      <ReadingNow read={refresh} input={{ integration }}>
        <TrustSkeleton />
      </ReadingNow>
    );
  }
  return <PackedTrustStep shell={shell} packed={packTrust(view)} actions={actions} />;
}
