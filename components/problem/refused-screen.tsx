import type { Problem } from "#lib/domain/errors.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { ProblemNote } from "./problem-note.tsx";

/** Stands in the place of a page that the viewer may not see, and shows nothing of it. */
export function RefusedScreen({ problem }: { problem: Problem }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto w-full max-w-150 space-y-4 px-4 py-12 outline-none sm:px-6"
    >
      <PageTitle title="You can’t see this page" lead="Nothing of it was loaded." />
      <ProblemNote problem={problem} />
      <LinkButton look="primary" href="/">
        To your AWS accounts
      </LinkButton>
    </main>
  );
}
