import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { shellView } from "#lib/server/queries.ts";
import { EnrollmentShell } from "#components/enrollment/enrollment-shell.tsx";
import { RunBanner } from "#components/enrollment/run-banner.tsx";
import { ReadingNow } from "#components/enrollment/reading-now.tsx";
import { ShellSkeleton } from "#components/enrollment/skeletons.tsx";
import { refresh } from "../../../actions/enrollment.ts";
import { integrationOf, type EnrollmentParams } from "./params.ts";

export async function generateMetadata({ params }: { params: EnrollmentParams }) {
  return { title: await integrationOf(params) };
}

export default async function EnrollmentLayout({
  params,
  children,
}: {
  params: EnrollmentParams;
  children: ReactNode;
}) {
  const integration = await integrationOf(params);
  const shell = await shellView(integration);
  if (shell === null) notFound();
  if (shell === "unread") {
    return (
      <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        <ReadingNow read={refresh} input={{ integration }}>
          <ShellSkeleton />
        </ReadingNow>
      </main>
    );
  }
  const { activeRun, readAt } = shell;
  return (
    <EnrollmentShell
      shell={shell}
      banner={<RunBanner integration={integration} activeRun={activeRun} readAt={readAt} />}
    >
      {children}
    </EnrollmentShell>
  );
}
