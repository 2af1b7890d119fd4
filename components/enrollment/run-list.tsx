import Link from "next/link";
import type { RunView } from "#lib/domain/enrollment/views.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Light } from "#components/ui/light.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { groupDigits } from "./number-words.ts";
import { runStatusLights, runStatusWords } from "./run-words.ts";
import { runHref } from "./step-words.ts";

/** Every run of an enrollment, the newest first. */
export function RunList({ integration, runs }: { integration: string; runs: readonly RunView[] }) {
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
        <ul className="divide-y divide-line rounded-[10px] border border-line bg-card">
          {runs.map((run) => (
            <li
              key={run.id}
              className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-3 first:rounded-t-[10px] last:rounded-b-[10px] hover:bg-soft"
            >
              <div className="min-w-0">
                <Link
                  href={runHref(integration, run.id)}
                  className="rounded-sm font-medium break-words after:absolute after:inset-0"
                >
                  {run.title}
                </Link>
                <p className="text-mute">
                  <RelativeTime at={run.startedAt} /> by {run.startedBy} · {groupDigits(run.done)} of{" "}
                  {groupDigits(run.total)} done{run.undoneBy ? " · taken back" : ""}
                </p>
              </div>
              {run.status === "running" ? (
                <span className="rounded-md bg-sel px-2 py-0.5 text-sm font-medium text-accent">running</span>
              ) : (
                <Light state={runStatusLights[run.status]}>{runStatusWords[run.status]}</Light>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
