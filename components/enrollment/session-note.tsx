import type { Problem } from "#lib/domain/errors.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";

/** That the session has ended, said while somebody still works on the page. */
export function SessionNote({ problem }: { problem: Problem }) {
  return (
    <section aria-label="Session" className="border-b border-line px-4 py-2 sm:px-6">
      <output>
        <ProblemNote problem={problem} tone="warn" />
      </output>
    </section>
  );
}
