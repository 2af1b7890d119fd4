import type { FormerEnrollmentView } from "#lib/domain/enrollment/former-view.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { offboardHref, runsHref } from "./step-words.ts";

/** Enrollments that Teleport does not know any more: what may still be there of them, and the ways to look and to finish. */
export function FormerList({ former }: { former: readonly FormerEnrollmentView[] }) {
  if (former.length === 0) return null;
  return (
    <section aria-labelledby="list-former">
      <h2 id="list-former" className="font-medium">
        No longer in Teleport
      </h2>
      <p className="mb-2.5 text-sm text-mute">
        Enrolled here once. What may be left of them is told from this app’s journal.
      </p>
      <ul className="divide-y divide-line rounded-[10px] border border-line bg-card">
        {former.map((entry) => (
          <li
            key={`${entry.integration}#${entry.account.accountId}`}
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 py-3.5"
          >
            <div className="min-w-0 flex-1 basis-72">
              <AccountBadge account={entry.account} strong />
              <p className="break-words text-mute">
                <code className="font-mono break-all">{entry.integration}</code> · {wordsOf(entry)}
              </p>
              {entry.problem ? (
                <div className="mt-1.5">
                  <ProblemNote problem={entry.problem} bare />
                </div>
              ) : null}
            </div>
            <div className="flex flex-wrap gap-2.5">
              <LinkButton href={runsHref(entry.integration)} aria-label={`Runs: ${entry.integration}`}>
                Runs
              </LinkButton>
              {entry.remains.length > 0 || entry.problem ? (
                <LinkButton
                  href={offboardHref(entry.integration)}
                  aria-label={`See what is left: ${entry.integration}`}
                >
                  See what is left
                </LinkButton>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsOf({ remains, problem }: FormerEnrollmentView): string {
  if (remains.length > 0) return `May be left: ${remains.join(", ")}.`;
  return problem ? "Nothing else is known to be left." : "Nothing is left of what this app made.";
}
