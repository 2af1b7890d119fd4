"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { ErrorCode, Problem } from "#lib/domain/errors.ts";
import type { PlanView } from "#lib/domain/enrollment/views.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime, useNow } from "#components/ui/relative-time.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { callAction, type Action } from "./action-call.ts";
import { ChecksList } from "./checks-list.tsx";
import { ByHandPanel } from "./by-hand-panel.tsx";
import { DiffGroup } from "./diff-group.tsx";
import { GoesOn, LossList } from "./takes-away.tsx";
import { countWords } from "./number-words.ts";

export type ApplyAction = Action<{ integration: string; planId: string }, { runId: string; href: string }>;

interface PlanReviewProps {
  integration: string;
  plan: PlanView;
  apply: ApplyAction;
  /** Prepares the plan again, from what is there now. */
  onPrepareAgain: () => void;
  onClose: () => void;
  title?: string;
  applyLabel?: string;
  /** What must be typed before it can be applied. */
  confirm?: string;
  /** Which tab is open first. */
  first?: "changes" | "by-hand";
}

/** After these the stored plan is of no use any more. */
const planIsGone: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "plan-outdated",
  "plan-not-found",
  "plan-belongs-elsewhere",
  "changed-meanwhile",
]);

/** Everything that will be written, before it is: the person applies exactly this plan. */
export function PlanReview({
  integration,
  plan,
  apply,
  onPrepareAgain,
  onClose,
  title = "What will change",
  applyLabel,
  confirm,
  first = "changes",
}: PlanReviewProps) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const [applying, setApplying] = useState(false);
  const [typed, setTyped] = useState("");
  const [refusal, setRefusal] = useState<{ problem: Problem; reference: string | null } | null>(null);
  const expired = useNow() >= Date.parse(plan.expiresAt);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "start" });
  }, [plan.planId]);

  const applyNow = async () => {
    setApplying(true);
    setRefusal(null);
    const result = await callAction(apply, { integration, planId: plan.planId });
    if (result.ok) {
      router.push(result.value.href);
      return;
    }
    setApplying(false);
    setRefusal(result);
  };
  const unconfirmed = confirm !== undefined && typed.trim() !== confirm;
  const useless = expired || (refusal !== null && planIsGone.has(refusal.problem.code));

  return (
    <section
      aria-labelledby="plan-title"
      className="min-w-0 scroll-mt-4 rounded-[10px] border border-line bg-card"
    >
      <div className="space-y-3 p-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2
            id="plan-title"
            ref={heading}
            tabIndex={-1}
            className="scroll-mt-4 text-lg font-medium outline-none"
          >
            {title}
          </h2>
          <p className="text-sm text-mute">
            {expired ? "expired " : "valid for an hour, ends "}
            <RelativeTime at={plan.expiresAt} />
          </p>
        </div>
        {plan.permissions && plan.permissions.verdict !== "ok" ? (
          <ChecksList checks={[plan.permissions]} label="Permissions that this needs" />
        ) : null}
        {plan.takesAway ? (
          <>
            <LossList losses={plan.takesAway.losses} />
            <GoesOn view={plan.takesAway} />
          </>
        ) : null}
        <Tabs
          label={title}
          first={first}
          tabs={[
            {
              id: "changes",
              label: "Changes",
              content: (
                <ul className="divide-y divide-line">
                  {plan.groups.map((group) => (
                    <DiffGroup key={group.diff.key} group={group} />
                  ))}
                </ul>
              ),
            },
            { id: "by-hand", label: "By hand", content: <ByHandPanel byHand={plan.byHand} /> },
          ]}
        />
      </div>
      {refusal || expired ? (
        <div className="space-y-2.5 px-4 pb-4">
          {refusal ? <ProblemNote problem={refusal.problem} reference={refusal.reference} live /> : null}
          {expired && !refusal ? (
            <Notice state="warn" title="This plan has expired" live>
              The systems may have changed since it was made. Prepare it again to see what is needed now.
            </Notice>
          ) : null}
        </div>
      ) : null}
      <div
        data-covers="bottom"
        className="sticky bottom-0 flex flex-wrap items-center gap-x-4 gap-y-2.5 rounded-b-[10px] border-t border-line bg-card px-4 py-3"
      >
        <p className="min-w-0 flex-1 basis-60">
          <span className="font-medium">{countWords(plan.changeCount, "change")}</span>
          <span className="text-mute"> · {plan.summary}</span>
        </p>
        {confirm === undefined || useless ? null : (
          <TextInput
            label={`Type ${confirm} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <div className="flex flex-wrap gap-2.5">
          <Button onClick={onClose}>Close</Button>
          {useless ? (
            <Button look="primary" onClick={onPrepareAgain}>
              Prepare again
            </Button>
          ) : (
            <Button
              look={confirm === undefined ? "primary" : "danger"}
              busy={applying}
              disabled={unconfirmed}
              onClick={() => void applyNow()}
            >
              {applying ? "Starting" : (applyLabel ?? `Apply ${countWords(plan.changeCount, "change")}`)}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
