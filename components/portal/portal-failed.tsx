import type { Problem } from "#lib/domain/errors.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";

/** Nothing can be shown: what happened, why, what to do. */
export function PortalFailed({ problem }: { problem: Problem }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto w-full max-w-180 space-y-4 px-4 py-10 outline-none sm:px-6"
    >
      <PageTitle title="Your roles can’t be shown" />
      <ProblemNote problem={problem} />
    </main>
  );
}
