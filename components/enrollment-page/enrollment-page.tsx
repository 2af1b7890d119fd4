import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { stepHref } from "#components/enrollment/step-words.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";

interface EnrollmentPageProps {
  shell: EnrollmentShellView;
  /** Each part of the page is a section of its own. */
  children: ReactNode;
}

/** An enrollment's own page: how far it is and what is next, then its sections. */
export function EnrollmentPage({ shell, children }: EnrollmentPageProps) {
  const { integration, account, steps } = shell;
  const next = steps.find(({ status }) => status !== "done");
  const done = steps.filter(({ status }) => status === "done").length;
  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <PageTitle
        title={account.displayName}
        lead={
          next
            ? `${done} of ${steps.length} steps are done. Next is ${next.title}: ${next.summary}.`
            : "All six steps are done: people can open the account."
        }
        actions={
          <LinkButton look="primary" href={stepHref(integration, next?.id ?? "launch")}>
            {next ? `Go on: ${next.title}` : "Launch a role"}
            <ArrowRight className="size-4" aria-hidden />
          </LinkButton>
        }
      />
      {children}
    </div>
  );
}
