"use client";

import type { WhyView } from "#lib/domain/enrollment/why/view.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { ChecksList } from "#components/enrollment/checks-list.tsx";
import { ReadAt } from "#components/enrollment/read-at.tsx";
import type { RefreshAction } from "#components/enrollment/step-actions.ts";
import { PageTitle } from "#components/ui/page-title.tsx";
import { CopyLink } from "./copy-link.tsx";
import { WhyCause } from "./why-cause.tsx";
import { WhyForm } from "./why-form.tsx";
import { headingOf, whyHref } from "./why-words.ts";

/** Every condition between one person and one role, the deciding one first. */
export function WhyPage({ view, refresh }: { view: WhyView; refresh: RefreshAction }) {
  const { integration, account, asked } = view;
  return (
    <div className="w-full max-w-220 space-y-5 px-4 py-5 sm:px-6">
      <div className="space-y-1.5">
        <PageTitle
          title={asked ? headingOf(asked) : "Why can’t somebody open a role?"}
          lead={asked ? undefined : "Name a person and a role: every condition between the two is looked at."}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <AccountBadge account={account} />
          <ReadAt integration={integration} readAt={view.readAt} refresh={refresh} />
          {asked ? <CopyLink path={whyHref(integration, { user: asked.user, role: asked.roleArn })} /> : null}
        </div>
      </div>
      {asked ? <WhyCause integration={integration} asked={asked} /> : null}
      <WhyForm view={view} />
      {asked?.answer.groups.map(({ title, checks }) => (
        <section key={title} aria-label={title}>
          <h2 className="mb-1 text-sm font-medium text-mute">{title}</h2>
          <div className="rounded-[10px] border border-line bg-card px-4 py-3.5">
            <ChecksList checks={checks} label={title} />
          </div>
        </section>
      ))}
    </div>
  );
}
