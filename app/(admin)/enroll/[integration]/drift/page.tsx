import { notFound } from "next/navigation";
import { driftView, shellView } from "#lib/server/queries.ts";
import { DriftScreen } from "#components/drift/drift-screen.tsx";
import { DriftSkeleton } from "#components/drift/drift-skeleton.tsx";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import { acceptDrift, refresh, withdrawAdoption } from "../../../../actions/enrollment.ts";
import { integrationOf, type EnrollmentParams } from "../params.ts";

export default async function DriftPage({ params }: { params: EnrollmentParams }) {
  const integration = await integrationOf(params);
  const [shell, view] = await Promise.all([shellView(integration), driftView(integration)]);
  if (shell === null) notFound();
  if (shell === "unread" || view === "unread") {
    return (
      <ReadingNow read={refresh} input={{ integration }}>
        <DriftSkeleton />
      </ReadingNow>
    );
  }
  return <DriftScreen view={view} actions={{ refresh, acceptDrift, withdrawAdoption }} />;
}
