import type { Metadata } from "next";
import { newEnrollmentView } from "#lib/server/queries.ts";
import { NewEnrollment } from "#components/enrollment/new-enrollment.tsx";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import { NewSkeleton } from "#components/enrollment/skeletons.tsx";
import {
  adoptIntegration,
  beginEnrollment,
  prepareAccess,
  refreshOverview,
} from "../../actions/enrollment.ts";

export const metadata: Metadata = { title: "Enroll an account" };

export default async function NewPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [view, { adopt }] = await Promise.all([newEnrollmentView(), searchParams]);
  return (
    <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
      {view === "unread" ? (
        <ReadingNow read={refreshOverview} input={{}}>
          <NewSkeleton />
        </ReadingNow>
      ) : (
        <NewEnrollment
          view={view}
          chosen={typeof adopt === "string" ? adopt : null}
          begin={beginEnrollment}
          adopt={adoptIntegration}
          prepareAccess={prepareAccess}
          refreshOverview={refreshOverview}
        />
      )}
    </main>
  );
}
