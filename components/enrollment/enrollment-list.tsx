import { ArrowRight, Plus } from "lucide-react";
import Link from "next/link";
import type { EnrollmentListView, EnrollmentSummaryView } from "#lib/domain/enrollment/views.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Light } from "#components/ui/light.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import type { Action } from "./action-call.ts";
import { FormerList } from "./former-list.tsx";
import { OverviewReadAt } from "./overview-read-at.tsx";
import { StepMarks } from "./step-marks.tsx";
import { enrollmentHref, runHref, stepHref } from "./step-words.ts";

interface EnrollmentListProps {
  view: EnrollmentListView;
  refreshOverview: Action<Record<string, never>, { readAt: string }>;
}

const headings: Record<EnrollmentSummaryView["kind"], { title: string; words: string }> = {
  enrollment: { title: "Enrolled accounts", words: "Their state is read from AWS and Teleport." },
  draft: {
    title: "Not finished",
    words:
      "Begun here, without an integration in Teleport yet. Other parts may exist already, such as the identity provider.",
  },
  adoptable: {
    title: "Found in Teleport",
    words: "Integrations that were made elsewhere. Adopting one adds only what is missing.",
  },
};

/** Every account that is enrolled, begun, or could be adopted. */
export function EnrollmentList({ view, refreshOverview }: EnrollmentListProps) {
  const kinds = ["enrollment", "draft", "adoptable"] as const;
  const actions = (
    <LinkButton look="primary" href="/new">
      <Plus className="size-4" aria-hidden />
      Enroll an account
    </LinkButton>
  );
  return (
    <div className="space-y-6">
      <div className="space-y-1">
        <PageTitle
          title="Enrollments"
          lead="Each puts one AWS account into your Teleport cluster, in six steps."
          actions={view.enrollments.length > 0 ? actions : undefined}
        />
        <OverviewReadAt readAt={view.readAt} refreshOverview={refreshOverview} />
      </div>
      {view.problem ? <ProblemNote problem={view.problem} /> : null}
      {view.enrollments.length === 0 && !view.problem ? (
        <EmptyState title="No account is enrolled yet" action={actions}>
          An enrollment connects Teleport with an AWS account, lets people assume roles there, and gives them
          a tile that opens the AWS console.
        </EmptyState>
      ) : null}
      {kinds.map((kind) => {
        const entries = view.enrollments.filter((each) => each.kind === kind);
        return entries.length === 0 ? null : (
          <section key={kind} aria-labelledby={`list-${kind}`}>
            <h2 id={`list-${kind}`} className="font-medium">
              {headings[kind].title}
            </h2>
            <p className="mb-2.5 text-sm text-mute">{headings[kind].words}</p>
            <ul className="divide-y divide-line rounded-[10px] border border-line bg-card">
              {entries.map((entry) => (
                <li key={entry.integration}>
                  <Entry entry={entry} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <FormerList former={view.former} />
    </div>
  );
}

function Entry({ entry }: { entry: EnrollmentSummaryView }) {
  const step = entry.steps.find(({ id }) => id === entry.nextStep);
  const done = entry.steps.length > 0 && entry.steps.every(({ status }) => status === "done");
  const adopt = entry.kind === "adoptable";
  const href = adopt
    ? `/new?adopt=${encodeURIComponent(entry.integration)}`
    : done
      ? enrollmentHref(entry.integration)
      : stepHref(entry.integration, entry.nextStep);
  return (
    <div className="grid items-start gap-x-6 gap-y-3 px-4 py-3.5 md:grid-cols-[minmax(0,1fr)_auto_12rem]">
      <div className="min-w-0">
        {adopt ? (
          <AccountBadge account={entry.account} strong />
        ) : (
          <Link href={enrollmentHref(entry.integration)} className="rounded-sm hover:underline">
            <AccountBadge account={entry.account} strong />
          </Link>
        )}
        <p className="break-words text-mute">
          {entry.account.displayName === entry.integration ? null : (
            <>
              <code className="font-mono break-all">{entry.integration}</code> ·{" "}
            </>
          )}
          {entry.summary}
        </p>
        {entry.partition === "aws" ? null : (
          <p className="text-sm text-mute">
            Partition <code className="font-mono">{entry.partition}</code>
          </p>
        )}
        {entry.problem ? (
          <div className="mt-1.5">
            <ProblemNote problem={entry.problem} bare />
          </div>
        ) : null}
        {entry.activeRunId ? (
          <p className="mt-1">
            <Link
              className="rounded-sm text-accent underline"
              href={runHref(entry.integration, entry.activeRunId)}
            >
              A run is being applied
            </Link>
          </p>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 md:contents">
        <div className="flex min-h-9 flex-wrap items-center gap-3">
          {done ? <Light state="ok">all steps done</Light> : null}
          {!done && !adopt && entry.steps.length > 0 ? <StepMarks steps={entry.steps} /> : null}
        </div>
        <div className="md:text-right">
          <LinkButton href={href} aria-label={`${nextWords(entry, step?.title, done)}: ${entry.integration}`}>
            {nextWords(entry, step?.title, done)}
            <ArrowRight className="size-4" aria-hidden />
          </LinkButton>
        </div>
      </div>
    </div>
  );
}

function nextWords(entry: EnrollmentSummaryView, title: string | undefined, done: boolean): string {
  if (entry.kind === "adoptable") return "Adopt";
  return done ? "Open" : `Go on: ${title ?? "Integration"}`;
}
