import Link from "next/link";
import type { RunView, UnreadRunView } from "#lib/domain/enrollment/views.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Light } from "#components/ui/light.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { groupDigits } from "./number-words.ts";
import { runStatusLights, runStatusWords, undoneWords } from "./run-words.ts";
import { runHref } from "./step-words.ts";

/** Runs as lines of a card, each leading to its page. */
export function RunRows({
  integration,
  runs,
}: {
  integration: string;
  runs: readonly (RunView | UnreadRunView)[];
}) {
  return (
    <ul className="divide-y divide-line">
      {runs.map((run) =>
        "unread" in run ? (
          <UnreadRow key={run.id} run={run} />
        ) : (
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
                {groupDigits(run.total)} done
                {run.undone ? ` · ${undoneWords[run.undone.state]}` : ""}
              </p>
            </div>
            {run.status === "running" ? (
              <span className="rounded-md bg-sel px-2 py-0.5 text-sm font-medium text-accent">running</span>
            ) : (
              <Light state={runStatusLights[run.status]}>{runStatusWords[run.status]}</Light>
            )}
          </li>
        ),
      )}
    </ul>
  );
}

/** No page leads on from here: there is nothing that it could show. */
function UnreadRow({ run: { unread } }: { run: UnreadRunView }) {
  return (
    <li className="px-4 py-3">
      <ProblemNote problem={unread} bare />
    </li>
  );
}
