import { notFound } from "next/navigation";
import { offboardView, shellView } from "#lib/server/queries.ts";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import type { RemovalTarget } from "#components/offboard/removal-review.tsx";
import { OffboardScreen } from "#components/offboard/offboard-screen.tsx";
import { OffboardSkeleton } from "#components/offboard/offboard-skeleton.tsx";
import { applyPlan, prepareRemoval, refresh } from "../../../../actions/enrollment.ts";
import { integrationOf, type EnrollmentParams } from "../params.ts";

interface OffboardPageProps {
  params: EnrollmentParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OffboardPage({ params, searchParams }: OffboardPageProps) {
  const integration = await integrationOf(params);
  const of = targetOf(await searchParams);
  const [shell, view] = await Promise.all([shellView(integration), offboardView(integration, of)]);
  if (shell === null) notFound();
  if (shell === "unread" || view === "unread") {
    return (
      <ReadingNow read={refresh} input={{ integration }}>
        <OffboardSkeleton />
      </ReadingNow>
    );
  }
  return (
    <OffboardScreen key={JSON.stringify(of)} view={view} of={of} actions={{ prepareRemoval, applyPlan }} />
  );
}

/** `?role=<ARN>` and `?person=<name>` take one part away; without them all goes. */
function targetOf({ role, person }: Awaited<OffboardPageProps["searchParams"]>): RemovalTarget {
  if (typeof role === "string") return { kind: "roles", roleArns: [role] };
  if (typeof person === "string") return { kind: "person", name: person };
  return { kind: "all" };
}
