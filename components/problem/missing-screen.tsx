import type { ReactNode } from "react";
import { LinkButton } from "#components/ui/button.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";

/** An address that names nothing: why that may be, and the way on. */
export function MissingScreen({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto w-full max-w-150 space-y-4 px-4 py-12 outline-none sm:px-6"
    >
      <PageTitle title={title} lead={children} />
      <LinkButton look="primary" href="/enroll">
        To the enrollments
      </LinkButton>
    </main>
  );
}
