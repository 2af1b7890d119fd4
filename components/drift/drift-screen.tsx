import type { DriftView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { ReadAt } from "#components/enrollment/read-at.tsx";
import type { RefreshAction } from "#components/enrollment/step-actions.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { DriftLists, type DriftActions } from "./drift-lists.tsx";

interface DriftScreenProps {
  view: DriftView;
  actions: DriftActions & { refresh: RefreshAction };
}

/** What is no longer as this app wrote it. */
export function DriftScreen({ view, actions }: DriftScreenProps) {
  const { integration, items, accepted, problems, fresh } = view;
  // While a run is at work: then nothing can be said of what did not move either.
  const nothingCompared = problems.some(({ code }) => code === "lease-held");
  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <PageTitle
        title="Drift"
        lead="Our part of each resource, as the journal says it was written last, against what is there now; and what this app took away and somebody gave back. What others added beside it is theirs, and not looked at."
      />
      <ReadAt integration={integration} readAt={view.readAt} refresh={actions.refresh} />
      {problems.map((problem) => (
        <ProblemNote key={problem.code + problem.what} problem={problem} tone="warn" />
      ))}
      {fresh > 0 ? (
        <Notice
          state="off"
          title={`${countWords(fresh, "resource is", "resources are")} not compared yet: written less than a minute before the reading.`}
        >
          AWS shows a write some seconds late. The next reading tells; the app makes one by itself about a
          minute after each run.
        </Notice>
      ) : null}
      {items.length === 0 && !nothingCompared ? (
        <EmptyState title={emptyTitle(problems.length + fresh === 0, accepted.length > 0)}>
          Of what was compared{accepted.length > 0 ? " and is not accepted below" : ""}, everything that this
          app wrote for this enrollment is there as it was written, and nothing that it took away is back.
        </EmptyState>
      ) : null}
      <DriftLists view={view} actions={actions} />
    </div>
  );
}

function emptyTitle(isWhole: boolean, isAccepted: boolean): string {
  if (isAccepted) return "Nothing else has moved";
  return isWhole ? "Nothing has moved" : "Nothing that was compared has moved";
}
