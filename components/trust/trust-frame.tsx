import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { ChecksList } from "#components/enrollment/checks-list.tsx";
import { ReadAt } from "#components/enrollment/read-at.tsx";
import type { RefreshAction } from "#components/enrollment/step-actions.ts";
import { stepTexts } from "#components/enrollment/step-texts.tsx";
import { stepHref } from "#components/enrollment/step-words.ts";
import { UntoldProblems } from "#components/problem/told-above.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";

interface TrustFrameProps {
  shell: EnrollmentShellView;
  refresh: RefreshAction;
  /** Stays at the lower edge of the screen. */
  footer: ReactNode;
  /** The open role; without one the step's checks stand there. */
  aside: ReactNode;
  /** What is done here, where that is not the step's own business. */
  purpose?: { title: string; lead: string };
  children: ReactNode;
}

/** Around the table of roles: the page scrolls, the footer and what stands beside the table stay in view. */
export function TrustFrame({ shell, refresh, footer, aside, purpose, children }: TrustFrameProps) {
  const at = shell.steps.findIndex((step) => step.id === "trust");
  const state = shell.steps[at];
  const next = shell.steps[at + 1];
  const text = purpose ?? stepTexts.trust;
  const checks =
    state && state.checks.length > 0 ? (
      <ChecksList checks={state.checks} label={`Checks of ${state.title}`} />
    ) : (
      <p className="text-mute">Nothing was checked yet.</p>
    );

  return (
    <div className="flex flex-1 flex-col xl:grid xl:grid-cols-[minmax(0,1fr)_432px]">
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex-1 space-y-3.5 px-4 py-5 sm:px-6">
          <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1.5 sm:flex-nowrap">
            <PageTitle title={text.title} lead={text.lead} />
            <div className="sm:max-w-100 sm:shrink-0">
              <ReadAt integration={shell.integration} readAt={shell.readAt} refresh={refresh} />
            </div>
          </div>
          {state?.status === "waiting" && state.waitsFor ? (
            <Notice state="off" title={state.waitsFor} />
          ) : null}
          <UntoldProblems problems={state?.problems ?? []} />
          {state?.status === "done" && next && !purpose ? (
            <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <span className="text-mute">This step is done; more roles can be added at any time.</span>
              <LinkButton size="small" href={stepHref(shell.integration, next.id)}>
                Next: {next.title}
                <ArrowRight className="size-3.5" aria-hidden />
              </LinkButton>
            </p>
          ) : null}
          <div className="xl:hidden">
            <Disclosure summary="Checks of this step">{checks}</Disclosure>
          </div>
          {children}
        </div>
        {footer}
      </div>
      <aside
        aria-label={aside ? "Open role" : "Checks"}
        className="hidden min-w-0 border-l border-line bg-card xl:block"
      >
        <div className="sticky top-0 max-h-dvh overflow-y-auto p-5">
          {aside ?? (
            <>
              <h2 className="mb-3 font-medium">Checks</h2>
              {checks}
            </>
          )}
        </div>
      </aside>
    </div>
  );
}
