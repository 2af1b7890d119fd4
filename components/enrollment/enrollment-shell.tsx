import type { ReactNode } from "react";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { CurrentStepRail } from "./current-step-rail.tsx";
import { MoreLinks } from "./more-links.tsx";
import { OverviewLink, RunsLink, WhyLink } from "./rail-links.tsx";

interface EnrollmentShellProps {
  shell: EnrollmentShellView;
  /** Named where the address does not say it. */
  current?: StepId | undefined;
  /** Tells of the run that goes on. */
  banner: ReactNode;
  children: ReactNode;
}

/** Around every page of one enrollment: which account, where in the six steps, what runs. */
export function EnrollmentShell({ shell, current, banner, children }: EnrollmentShellProps) {
  // The rail runs in the browser: it gets one line of each step, not all its checks.
  const steps = shell.steps.map(({ id, title, status, summary }) => ({ id, title, status, summary }));
  return (
    <div className="flex flex-1 flex-col lg:grid lg:grid-cols-[232px_minmax(0,1fr)]">
      <nav
        aria-label="Enrollment"
        className="grid grid-cols-[minmax(0,1fr)_auto_auto_auto] border-b border-line lg:block lg:border-r lg:border-b-0 lg:px-3.5 lg:py-5"
      >
        <div className="px-4 pt-3 lg:px-2.5 lg:pt-0 lg:pb-4">
          <AccountBadge account={shell.account} strong stacked />
        </div>
        <OverviewLink integration={shell.integration} />
        <CurrentStepRail integration={shell.integration} steps={steps} current={current} />
        <WhyLink integration={shell.integration} />
        <RunsLink integration={shell.integration} />
        <MoreLinks integration={shell.integration} moved={shell.moved ?? 0} at="rail" />
      </nav>
      <div className="flex min-w-0 flex-1 flex-col">
        {banner}
        <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
          {children}
        </main>
        <nav aria-label="More of this enrollment" className="contents">
          <MoreLinks integration={shell.integration} moved={shell.moved ?? 0} at="foot" />
        </nav>
      </div>
    </div>
  );
}
