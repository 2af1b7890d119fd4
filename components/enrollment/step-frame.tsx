import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { UntoldProblems } from "#components/problem/told-above.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { ChecksList } from "./checks-list.tsx";
import { ReadAt } from "./read-at.tsx";
import type { RefreshAction } from "./step-actions.ts";
import { stepTexts } from "./step-texts.tsx";
import { stepHref } from "./step-words.ts";

interface StepFrameProps {
  shell: EnrollmentShellView;
  step: StepId;
  refresh: RefreshAction;
  children: ReactNode;
  /** Stands beside the content instead of the step's checks. */
  aside?: ReactNode;
}

/** Every step: what it does, what it waits for, its content, its checks, the way on. */
export function StepFrame({ shell, step, refresh, children, aside }: StepFrameProps) {
  const at = shell.steps.findIndex((each) => each.id === step);
  const state = shell.steps[at];
  const next = shell.steps[at + 1];
  const text = stepTexts[step];

  return (
    <div className="flex-1 xl:grid xl:grid-cols-[minmax(0,1fr)_400px]">
      <div className="min-w-0 space-y-5 px-4 py-5 sm:px-6">
        <PageTitle title={text.title} lead={text.lead} />
        {state?.status === "waiting" && state.waitsFor ? <Notice state="off" title={state.waitsFor} /> : null}
        <UntoldProblems problems={state?.problems ?? []} />
        {children}
        {state?.status === "done" && next ? (
          <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <span className="text-mute">This step is done.</span>
            <LinkButton look="primary" href={stepHref(shell.integration, next.id)}>
              Next: {next.title}
              <ArrowRight className="size-4" aria-hidden />
            </LinkButton>
          </p>
        ) : null}
      </div>
      <aside
        aria-label="Checks"
        className="min-w-0 border-t border-line bg-card px-4 py-5 sm:px-6 xl:border-t-0 xl:border-l xl:px-5"
      >
        {aside ?? (
          <>
            <h2 className="font-medium">Checks</h2>
            <div className="mb-4">
              <ReadAt integration={shell.integration} readAt={shell.readAt} refresh={refresh} />
            </div>
            {state && state.checks.length > 0 ? (
              <ChecksList checks={state.checks} label={`Checks of ${state.title}`} />
            ) : (
              <p className="text-mute">Nothing was checked yet.</p>
            )}
          </>
        )}
      </aside>
    </div>
  );
}
