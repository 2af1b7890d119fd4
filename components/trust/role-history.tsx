import Link from "next/link";
import type { RoleHistoryView } from "#lib/domain/enrollment/run-pages.ts";
import { PageLinks } from "#components/enrollment/page-links.tsx";
import { runHref } from "#components/enrollment/step-words.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { roleHref } from "./role-state.ts";

interface RoleHistoryProps {
  integration: string;
  roleArn: string;
  history: RoleHistoryView;
}

/** What runs did to this role, each with the way to its run. */
export function RoleHistory({ integration, roleArn, history }: RoleHistoryProps) {
  const { entries, older, before } = history;
  return (
    <div className="space-y-4">
      {entries.length === 0 ? (
        <p className="text-mute">
          {older !== null || before !== null
            ? "None of the runs of this page has changed this role."
            : "No run has changed this role yet."}
        </p>
      ) : (
        <ol aria-label="History" className="divide-y divide-line">
          {entries.map((entry) => (
            <li key={`${entry.runId} ${entry.at} ${entry.words}`} className="py-2.5 first:pt-0 last:pb-0">
              <p className="break-words">{entry.words}</p>
              <p className="flex flex-wrap gap-x-3 text-sm text-mute">
                {entry.at === null ? null : <RelativeTime at={entry.at} />}
                <Link className="rounded-sm text-accent underline" href={runHref(integration, entry.runId)}>
                  Open the run
                </Link>
              </p>
            </li>
          ))}
        </ol>
      )}
      <PageLinks page={roleHref(integration, roleArn)} older={older} before={before} what="changes" />
    </div>
  );
}
