import Link from "next/link";
import type { RunListView } from "#lib/domain/enrollment/run-pages.ts";
import { RunRows } from "#components/enrollment/run-rows.tsx";
import { runsHref } from "#components/enrollment/step-words.ts";
import { Section } from "#components/ui/card.tsx";

/** What was applied last; all runs stand on a page of their own. */
export function LastRunsSection({
  integration,
  view: { runs, older },
}: {
  integration: string;
  view: RunListView;
}) {
  return (
    <Section
      title="Last runs"
      id="last-runs"
      aside={
        older ? (
          <Link href={runsHref(integration)} className="rounded-sm text-accent underline">
            All runs
          </Link>
        ) : undefined
      }
    >
      {runs.length === 0 ? (
        <p className="text-mute">
          Nothing was applied yet. When you apply a step’s changes, the run and its outcome stay here.
        </p>
      ) : (
        <div className="-m-4">
          <RunRows integration={integration} runs={runs} />
        </div>
      )}
    </Section>
  );
}
