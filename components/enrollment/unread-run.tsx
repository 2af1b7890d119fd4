import Link from "next/link";
import type { UnreadRunView } from "#lib/domain/enrollment/views.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { runsHref } from "./step-words.ts";

/** In place of a run whose plan can't be read: says so, and leads to the others. */
export function UnreadRun({ view: { integration, unread } }: { view: UnreadRunView }) {
  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <PageTitle title="Run" />
      <ProblemNote problem={unread} />
      <p>
        <Link className="rounded-sm text-accent underline" href={runsHref(integration)}>
          All runs
        </Link>
      </p>
    </div>
  );
}
