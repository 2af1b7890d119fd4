import Link from "next/link";
import type { RunView, UnreadRunView } from "#lib/domain/enrollment/views.ts";
import { RunRows } from "#components/enrollment/run-rows.tsx";
import { runsHref } from "#components/enrollment/step-words.ts";
import { Section } from "#components/ui/card.tsx";

const shown = 3;

/** What was applied last; all runs stand on a page of their own. */
export function LastRunsSection({
  integration,
  runs,
}: {
  integration: string;
  runs: readonly (RunView | UnreadRunView)[];
}) {
  return (
    <Section
      title="Last runs"
      id="last-runs"
      aside={
        runs.length > shown ? (
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
          <RunRows integration={integration} runs={runs.slice(0, shown)} />
        </div>
      )}
    </Section>
  );
}
