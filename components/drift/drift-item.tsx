"use client";

import Link from "next/link";
import type { DriftView } from "#lib/domain/enrollment/views.ts";
import type { Action } from "#components/enrollment/action-call.ts";
import { useAsked } from "#components/enrollment/use-asked.ts";
import { offboardHref, runHref, stepHref, stepNames } from "#components/enrollment/step-words.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Exact } from "#components/ui/code-block.tsx";
import { DiffBlock } from "#components/ui/diff-block.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

export type DriftAction = Action<{ integration: string; fingerprint: string }, null>;

interface DriftItemProps {
  integration: string;
  item: DriftView["items"][number];
  acceptDrift: DriftAction;
  onAccepted: () => void;
}

/** One resource: what we wrote against what is there, and the two things that can be done. */
export function DriftItem({ integration, item, acceptDrift, onAccepted }: DriftItemProps) {
  const { busy, failure, ask } = useAsked<"accept">();
  const { diff, step, back } = item;

  const accept = async () => {
    const result = await ask("accept", acceptDrift, { integration, fingerprint: item.fingerprint });
    if (result.ok) onAccepted();
  };

  return (
    <li className="min-w-0 space-y-2.5 p-4">
      <div>
        <h2 className="font-medium break-words">{diff.title}</h2>
        <p className="text-sm text-mute">
          <Exact text={diff.resource} what={`the name of ${diff.title}`} />
        </p>
        <p className="prose-width">{diff.why}</p>
        <p className="text-sm break-words text-mute">
          {back === null ? "Written" : "Taken away"} <RelativeTime at={item.at} /> by {item.by} in{" "}
          <Link className="rounded-sm text-accent underline" href={runHref(integration, item.runId)}>
            this run
          </Link>
          .
        </p>
      </div>
      <DiffBlock label={`Moved: ${diff.title}`} lines={diff.lines} />
      {failure ? <ProblemNote problem={failure.problem} reference={failure.reference} live /> : null}
      <div className="flex flex-wrap gap-2.5">
        {back === null ? (
          <LinkButton size="small" href={stepHref(integration, step)}>
            Plan it again in {stepNames[step]}
          </LinkButton>
        ) : (
          <LinkButton size="small" href={offboardHref(integration, back === "all" ? undefined : back)}>
            Take it away again
            <span className="sr-only">: {diff.title}</span>
          </LinkButton>
        )}
        <Button size="small" look="quiet" busy={busy !== null} onClick={() => void accept()}>
          Accept it as it is
          <span className="sr-only">: {diff.title}</span>
        </Button>
      </div>
    </li>
  );
}
