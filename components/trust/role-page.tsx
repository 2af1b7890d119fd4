"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { EnrollmentShellView, RoleDetailView } from "#lib/domain/enrollment/views.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { ReadAt } from "#components/enrollment/read-at.tsx";
import type { StepActions } from "#components/enrollment/step-actions.ts";
import { stepHref } from "#components/enrollment/step-words.ts";
import { Button } from "#components/ui/button.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Exact } from "#components/ui/code-block.tsx";
import { Light } from "#components/ui/light.tsx";
import { toggleOne } from "./role-choice.ts";
import { RoleDetail } from "./role-detail.tsx";
import { roleStates } from "./role-state.ts";
import type { ConditionActions } from "./trust-actions.ts";
import { useTrustMemory } from "./trust-memory.tsx";
import { TrustReview } from "./trust-review.tsx";

interface RolePageProps {
  shell: EnrollmentShellView;
  detail: RoleDetailView;
  actions: StepActions & ConditionActions;
}

/** One role on a page of its own: to look at, to choose for the table, or to change alone. */
export function RolePage({ shell, detail, actions }: RolePageProps) {
  const { integration } = shell;
  const { row } = detail;
  const { chosen, setChosen } = useTrustMemory();
  const [reviewing, setReviewing] = useState(false);
  const state = roleStates[row.state];

  return (
    <div className="w-full max-w-220 space-y-4 px-4 py-5 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Link
          href={stepHref(integration, "trust")}
          className="inline-flex items-center gap-1.5 rounded-sm py-1 text-mute hover:text-ink"
        >
          <ArrowLeft className="size-4" aria-hidden />
          All roles
        </Link>
        <ReadAt integration={integration} readAt={shell.readAt} refresh={actions.refresh} />
      </div>
      <div className="space-y-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="min-w-0 text-xl font-bold tracking-tight break-words">{row.name}</h1>
          <Light state={state.light}>{state.label}</Light>
        </div>
        <p className="text-mute">
          <Exact text={row.arn} what={`the ARN of ${row.name}`} />
        </p>
        <p>
          <AccountBadge account={shell.account} />
        </p>
        {detail.blocked ? null : <p className="prose-width break-words text-mute">{row.says}</p>}
      </div>
      {reviewing ? (
        <TrustReview
          integration={integration}
          chosen={[row]}
          actions={actions}
          first="changes"
          onLeaveOut={() => setReviewing(false)}
          onBack={() => setReviewing(false)}
        />
      ) : (
        <>
          {row.selectable ? (
            <div className="flex flex-wrap items-center gap-x-5 gap-y-2.5">
              <Button look="primary" onClick={() => setReviewing(true)}>
                Review this role
              </Button>
              <CheckboxField
                label="Choose it together with others in the table"
                checked={chosen.has(row.arn)}
                onChange={() => setChosen(toggleOne(chosen, row.arn))}
              />
            </div>
          ) : null}
          <h2 className="sr-only">The role in detail</h2>
          <RoleDetail integration={integration} row={row} answer={{ ok: true, detail }} actions={actions} />
        </>
      )}
    </div>
  );
}
