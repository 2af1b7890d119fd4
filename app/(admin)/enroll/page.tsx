import type { Metadata } from "next";
import { enrollmentListView } from "#lib/server/queries.ts";
import { EnrollmentList } from "#components/enrollment/enrollment-list.tsx";
import { ListNews } from "#components/enrollment/list-news.tsx";
import { PlainPage } from "#components/enrollment/plain-page.tsx";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import { ListSkeleton } from "#components/enrollment/skeletons.tsx";
import { refreshOverview } from "../../actions/enrollment.ts";

export const metadata: Metadata = { title: "Enrollments" };

export default async function EnrollmentsPage() {
  const view = await enrollmentListView();
  return (
    <PlainPage>
      {view === "unread" ? (
        <ReadingNow read={refreshOverview} input={{}}>
          <ListSkeleton rows={3} />
        </ReadingNow>
      ) : (
        <>
          <EnrollmentList view={view} refreshOverview={refreshOverview} />
          <ListNews readAt={view.readAt} refreshOverview={refreshOverview} />
        </>
      )}
    </PlainPage>
  );
}
