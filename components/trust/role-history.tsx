import Link from "next/link";
import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";
import { runHref } from "#components/enrollment/step-words.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";

/** What runs did to this role, each with the way to its run. */
export function RoleHistory({
  integration,
  history,
}: {
  integration: string;
  history: RoleDetailView["history"];
}) {
  if (history.length === 0) return <p className="text-mute">No run has changed this role yet.</p>;
  return (
    <ol aria-label="History" className="divide-y divide-line">
      {history.map((entry) => (
        <li key={`${entry.runId} ${entry.at} ${entry.words}`} className="py-2.5 first:pt-0 last:pb-0">
          <p className="break-words">{entry.words}</p>
          <p className="flex flex-wrap gap-x-3 text-sm text-mute">
            <RelativeTime at={entry.at} />
            <Link className="rounded-sm text-accent underline" href={runHref(integration, entry.runId)}>
              Open the run
            </Link>
          </p>
        </li>
      ))}
    </ol>
  );
}
