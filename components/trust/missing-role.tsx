import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { ReadAt } from "#components/enrollment/read-at.tsx";
import type { RefreshAction } from "#components/enrollment/step-actions.ts";
import { stepHref } from "#components/enrollment/step-words.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";

/** The address names a role that the last reading did not find. */
export function MissingRole({
  shell,
  roleArn,
  refresh,
}: {
  shell: EnrollmentShellView;
  roleArn: string;
  refresh: RefreshAction;
}) {
  return (
    <div className="w-full max-w-220 space-y-4 px-4 py-5 sm:px-6">
      <PageTitle title="This role is not there" />
      <ProblemNote
        problem={{
          code: "not-found",
          what: `${shell.account.displayName} had no role of this ARN when it was read.`,
          why: "It may have been deleted, be newer than the reading, or belong to another account.",
          remedy: "Check again if it is new; otherwise choose a role from the table.",
          evidence: roleArn,
        }}
        action={
          <>
            <ReadAt integration={shell.integration} readAt={shell.readAt} refresh={refresh} />
            <LinkButton size="small" href={stepHref(shell.integration, "trust")}>
              All roles
            </LinkButton>
          </>
        }
      />
    </div>
  );
}
