import type { DriftView } from "#lib/domain/enrollment/views.ts";
import { ReadAt } from "#components/enrollment/read-at.tsx";
import type { RefreshAction } from "#components/enrollment/step-actions.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { DriftItem, type AcceptDriftAction } from "./drift-item.tsx";

interface DriftScreenProps {
  view: DriftView;
  actions: { refresh: RefreshAction; acceptDrift: AcceptDriftAction };
}

/** What is no longer as this app wrote it. */
export function DriftScreen({ view, actions }: DriftScreenProps) {
  const { integration, items, problems } = view;
  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <PageTitle
        title="Drift"
        lead="Our part of each resource, as the journal says it was written last, against what is there now. What others added beside it is theirs, and not looked at."
      />
      <ReadAt integration={integration} readAt={view.readAt} refresh={actions.refresh} />
      {problems.map((problem) => (
        <ProblemNote key={problem.code + problem.what} problem={problem} tone="warn" />
      ))}
      {items.length === 0 ? (
        <EmptyState title={problems.length === 0 ? "Nothing has moved" : "Nothing that was read has moved"}>
          Everything that this app wrote for this enrollment is still there as it was written.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-[10px] border border-line bg-card">
          {items.map((item) => (
            <DriftItem
              key={item.fingerprint}
              integration={integration}
              item={item}
              acceptDrift={actions.acceptDrift}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
