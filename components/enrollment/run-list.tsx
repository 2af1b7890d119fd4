import type { RunView, UnreadRunView } from "#lib/domain/enrollment/views.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { RunRows } from "./run-rows.tsx";

/** Every run of an enrollment, the newest first. */
export function RunList({
  integration,
  runs,
}: {
  integration: string;
  runs: readonly (RunView | UnreadRunView)[];
}) {
  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <PageTitle
        title="Runs"
        lead="Everything that was applied here, with its outcome. Each can be taken back."
      />
      {runs.length === 0 ? (
        <EmptyState title="Nothing was applied yet">
          When you apply a step’s changes, the run and its outcome stay here.
        </EmptyState>
      ) : (
        <div className="rounded-[10px] border border-line bg-card">
          <RunRows integration={integration} runs={runs} />
        </div>
      )}
    </div>
  );
}
