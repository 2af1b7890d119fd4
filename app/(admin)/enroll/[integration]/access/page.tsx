import { notFound } from "next/navigation";
import { accessStepView, shellView } from "#lib/server/queries.ts";
import { AccessSkeleton } from "#components/access/access-skeleton.tsx";
import { AccessStep } from "#components/access/access-step.tsx";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import { previewAccess, refresh } from "../../../../actions/enrollment.ts";
import { integrationOf, type EnrollmentParams } from "../params.ts";
import { stepActions } from "../step-page.tsx";

const actions = { ...stepActions, previewAccess };

export default async function AccessPage({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  const [shell, view] = await Promise.all([shellView(integration), accessStepView(integration)]);
  if (shell === null) notFound();
  if (shell === "unread" || view === "unread") {
    return (
      <ReadingNow read={refresh} input={{ integration }}>
        <AccessSkeleton />
      </ReadingNow>
    );
  }
  return <AccessStep shell={shell} view={view} actions={actions} />;
}
