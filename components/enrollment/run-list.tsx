import type { RunListView } from "#lib/domain/enrollment/run-pages.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { PageLinks } from "./page-links.tsx";
import { RunRows } from "./run-rows.tsx";
import { runsHref } from "./step-words.ts";

/** Every run of an enrollment, the newest first, page by page. */
export function RunList({ integration, view }: { integration: string; view: RunListView }) {
  const { runs, older, before } = view;
  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <PageTitle
        title="Runs"
        lead="Everything that was applied here, with its outcome. Each can be taken back."
      />
      {runs.length === 0 && before !== null ? (
        <p className="text-mute">No run is older than the one that this address names.</p>
      ) : runs.length === 0 ? (
        <EmptyState title="Nothing was applied yet">
          When you apply a step’s changes, the run and its outcome stay here.
        </EmptyState>
      ) : (
        <div className="rounded-[10px] border border-line bg-card">
          <RunRows integration={integration} runs={runs} />
        </div>
      )}
      <PageLinks page={runsHref(integration)} older={older} before={before} what="runs" />
    </div>
  );
}
