"use client";

import type { RoleDetailView, TrustRowView } from "#lib/domain/enrollment/views.ts";
import { ByHandPanel } from "#components/enrollment/by-hand-panel.tsx";
import { ChecksList } from "#components/enrollment/checks-list.tsx";
import { TakeAwayLink } from "#components/offboard/take-away-link.tsx";
import { offboardHref } from "#components/enrollment/step-words.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { LoadingWords, Skeleton } from "#components/ui/skeleton.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { RoleChange } from "./role-change.tsx";
import { RoleConditions } from "./role-conditions.tsx";
import { RoleHistory } from "./role-history.tsx";
import { RoleLights } from "./role-lights.tsx";
import type { ConditionActions } from "./trust-actions.ts";
import type { DetailAnswer } from "./trust-memory.tsx";

interface RoleDetailProps {
  integration: string;
  row: TrustRowView;
  answer: DetailAnswer | null;
  onRetry?: () => void;
  actions: ConditionActions;
  /** The role as it is judged after somebody answered for a condition of it, or no longer does. */
  onJudged?: (detail: RoleDetailView) => void;
}

/** One role in full, beside the table or on a page of its own. */
export function RoleDetail({ integration, row, answer, onRetry, actions, onJudged }: RoleDetailProps) {
  if (answer === null) {
    return (
      <div className="space-y-3">
        <LoadingWords>{`Loading ${row.name}`}</LoadingWords>
        <Skeleton className="h-8 w-full" />
        <Skeleton className="w-3/5" />
        <Skeleton className="h-64 w-full" />
      </div>
    );
  }
  if (!answer.ok) {
    return (
      <ProblemNote
        problem={answer.problem}
        reference={answer.reference}
        live
        action={
          onRetry ? (
            <Button size="small" onClick={onRetry}>
              Try again
            </Button>
          ) : null
        }
      />
    );
  }
  const { detail } = answer;
  return (
    <Tabs
      label={`${row.name}, in detail`}
      {...(detail.history.before === null ? {} : { first: "history" })}
      tabs={[
        {
          id: "change",
          label: "Change",
          content: (
            <RoleChange detail={detail}>
              {detail.row.holdsOurs || detail.row.trust.state === "ok" ? (
                <TakeAwayLink href={offboardHref(integration, { role: row.arn })}>
                  Take access to this role away
                </TakeAwayLink>
              ) : null}
              {detail.conditions.length > 0 ? (
                <RoleConditions
                  integration={integration}
                  roleArn={row.arn}
                  conditions={detail.conditions}
                  actions={actions}
                  onJudged={onJudged}
                />
              ) : null}
            </RoleChange>
          ),
        },
        {
          id: "checks",
          label: "Checks",
          content: (
            <div className="space-y-4">
              <RoleLights row={detail.row} />
              {detail.checks.length > 0 ? (
                <div className="border-t border-line pt-4">
                  <ChecksList checks={detail.checks} label={`Checks of ${row.name}`} />
                </div>
              ) : null}
            </div>
          ),
        },
        {
          id: "by-hand",
          label: "By hand",
          content: detail.byHand ? (
            <ByHandPanel byHand={detail.byHand} />
          ) : (
            <p className="text-mute">There is nothing to do for this role by hand.</p>
          ),
        },
        {
          id: "history",
          label: "History",
          content: <RoleHistory integration={integration} roleArn={row.arn} history={detail.history} />,
        },
      ]}
    />
  );
}
