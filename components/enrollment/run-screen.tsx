"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { Problem } from "#lib/domain/errors.ts";
import type { PlanOutcome, RunView } from "#lib/domain/enrollment/views.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Light } from "#components/ui/light.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { GoesOn } from "./takes-away.tsx";
import { stepIds } from "#lib/domain/enrollment/step.ts";
import { callAction, type Action } from "./action-call.ts";
import { askNow } from "./enrollment-now.ts";
import { PlanOutcomePanel } from "./plan-outcome.tsx";
import type { ApplyAction } from "./plan-review.tsx";
import { RunProgress } from "./run-progress.tsx";
import { runStatusLights, runStatusWords, undoneWords } from "./run-words.ts";
import { runHref, stepHref, stepNames } from "./step-words.ts";
import { usePlan } from "./use-plan.ts";
import { useRunStream } from "./use-run-stream.ts";

export interface RunActions {
  continueRun: Action<
    { integration: string; runId: string; retryFailed: boolean },
    { runId: string; href: string }
  >;
  prepareUndo: Action<{ integration: string; runId: string }, PlanOutcome>;
  applyPlan: ApplyAction;
}

interface RunScreenProps {
  view: RunView;
  actions: RunActions;
  /** False where the run is made up. */
  follow?: boolean;
}

/** A run as it goes, and all that can be done with it afterwards. */
export function RunScreen({ view, actions, follow = true }: RunScreenProps) {
  const router = useRouter();
  const { run: streamed, live } = useRunStream(view.integration, follow ? view.id : null, view, () => {
    void askNow(view.integration).then(({ ok }) => {
      if (ok) router.refresh();
    });
  });
  const run = streamed ?? view;
  useEffect(() => {
    // What stands around this page may have been made before the run began, which may be over by now.
    router.refresh();
  }, [router]);
  const { integration } = view;
  const [busy, setBusy] = useState<"continue" | "retry" | null>(null);
  const [failure, setFailure] = useState<{ problem: Problem; reference: string | null } | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const undo = usePlan(() => actions.prepareUndo({ integration, runId: run.id }), opener);
  const prepareUndo = () => void undo.review();

  const goOn = async (retryFailed: boolean) => {
    setBusy(retryFailed ? "retry" : "continue");
    setFailure(null);
    const result = await callAction(actions.continueRun, { integration, runId: run.id, retryFailed });
    setBusy(null);
    if (!result.ok) {
      setFailure(result);
      return;
    }
    // A run that goes on keeps its address: then only what it shows is old.
    router.push(result.value.href);
    router.refresh();
  };

  const trouble = run.changes.filter(({ status }) => status === "failed" || status === "conflict").length;
  const state = run.status === "finished" && trouble > 0 ? "warn" : runStatusLights[run.status];
  const step = stepIds.find((id) => id === run.step);
  const next = step ? stepIds[stepIds.indexOf(step) + 1] : undefined;
  const clean = run.status === "finished" && trouble === 0 && run.undone === null;

  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <PageTitle
        title={run.title}
        lead={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {run.status === "running" ? (
              <span className="rounded-md bg-sel px-2 py-0.5 text-sm font-medium text-accent">running</span>
            ) : (
              <Light state={state}>
                {trouble > 0 && run.status === "finished"
                  ? "finished with failures"
                  : runStatusWords[run.status]}
              </Light>
            )}
            <span>
              started <RelativeTime at={run.startedAt} /> by {run.startedBy}
              {run.endedAt ? (
                <>
                  , ended <RelativeTime at={run.endedAt} />
                </>
              ) : null}
            </span>
          </span>
        }
        actions={
          run.status === "running" ? undefined : (
            <LinkButton
              href={run.step === "offboard" ? "/enroll" : stepHref(integration, step ?? "integration")}
            >
              {run.step === "offboard"
                ? "All enrollments"
                : `Back to ${step ? stepNames[step] : "the steps"}`}
            </LinkButton>
          )
        }
      />

      {run.undoes ? (
        <p className="text-mute">
          It takes back{" "}
          <Link className="rounded-sm text-accent underline" href={runHref(integration, run.undoes)}>
            an earlier run
          </Link>
          .
        </p>
      ) : null}
      {run.undone ? (
        <Notice
          state={run.undone.state === "in-part" ? "warn" : "off"}
          title={`This run ${run.undone.state === "under-way" ? "is" : "was"} ${undoneWords[run.undone.state]}`}
        >
          <Link className="rounded-sm text-accent underline" href={runHref(integration, run.undone.by)}>
            See the run that did it
          </Link>
          {run.undone.state === "in-part"
            ? ". What it had to leave is taken back by undoing once more, when the cause is mended."
            : null}
        </Notice>
      ) : null}
      {run.problem ? (
        <ProblemNote problem={run.problem} tone={run.status === "stopped" ? "bad" : "warn"} />
      ) : null}
      {run.status === "interrupted" && !run.problem ? (
        <Notice state="warn" title="The app ended while this run was under way">
          What was unknown is settled by looking. Continue checks what is there and does the rest.
        </Notice>
      ) : null}
      {run.status === "running" && !live ? (
        <Notice state="unknown" title="Live progress can’t be had at the moment">
          The run goes on. The page looks again every few seconds; you can also close it and come back.
        </Notice>
      ) : null}

      <RunProgress run={run} />
      {run.status === "running" ? (
        <p className="text-mute">The run goes on when you leave this page.</p>
      ) : null}

      {run.takesAway && run.undone === null ? (
        <GoesOn view={run.takesAway} open={run.status !== "running"} heading="h2" />
      ) : null}

      {failure ? <ProblemNote problem={failure.problem} reference={failure.reference} live /> : null}
      {undo.state.phase !== "plan" && run.status !== "running" ? (
        <div className="flex flex-wrap gap-2.5">
          {clean && next ? (
            <LinkButton look="primary" href={stepHref(integration, next)}>
              Next: {stepNames[next]}
              <ArrowRight className="size-4" aria-hidden />
            </LinkButton>
          ) : null}
          {run.canContinue ? (
            <Button look="primary" busy={busy === "continue"} onClick={() => void goOn(false)}>
              {busy === "continue" ? "Checking" : "Continue"}
            </Button>
          ) : null}
          {run.canRetryFailed ? (
            <Button
              look={run.canContinue ? "plain" : "primary"}
              busy={busy === "retry"}
              onClick={() => void goOn(true)}
            >
              {busy === "retry" ? "Checking" : "Retry failed"}
            </Button>
          ) : null}
          {run.canUndo ? (
            <Button ref={opener} busy={undo.preparing} onClick={prepareUndo}>
              {undo.preparing ? "Preparing" : run.undone ? "Undo the rest" : "Undo"}
            </Button>
          ) : null}
        </div>
      ) : null}
      <PlanOutcomePanel
        integration={integration}
        state={undo.state}
        apply={actions.applyPlan}
        onPrepareAgain={prepareUndo}
        onClose={undo.giveUp}
        title="What undoing will change"
      />
    </div>
  );
}
