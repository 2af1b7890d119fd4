"use client";

import type { DriftView } from "#lib/domain/enrollment/views.ts";
import { useAsked } from "#components/enrollment/use-asked.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Exact } from "#components/ui/code-block.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { DriftAction } from "./drift-item.tsx";

interface AcceptedDriftsProps {
  integration: string;
  accepted: DriftView["accepted"];
  withdrawAdoption: DriftAction;
  onWithdrawn: (title: string) => void;
}

/** What somebody takes as it is: out of the way, and never out of sight. */
export function AcceptedDrifts({
  integration,
  accepted,
  withdrawAdoption,
  onWithdrawn,
}: AcceptedDriftsProps) {
  const { busy, failure, ask } = useAsked<string>();
  const withdraw = async (fingerprint: string, title: string) => {
    const result = await ask(fingerprint, withdrawAdoption, { integration, fingerprint });
    if (result.ok) onWithdrawn(title);
  };

  return (
    <section aria-labelledby="accepted-title" className="space-y-2.5">
      <h2 id="accepted-title" className="font-medium">
        Accepted as it is
      </h2>
      <ul className="divide-y divide-line rounded-[10px] border border-line bg-card">
        {accepted.map(({ fingerprint, title, resource, why, by, at }) => (
          <li key={fingerprint} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5 p-4">
            <div className="min-w-0 flex-1 basis-72">
              <h3 className="font-medium break-words">{title}</h3>
              <p className="text-sm text-mute">
                <Exact text={resource} what={`the name of ${title}`} />
              </p>
              <p className="prose-width">{why}</p>
              <p className="text-sm break-words text-mute">
                Accepted <RelativeTime at={at} /> by {by}.
              </p>
            </div>
            <Button
              size="small"
              busy={busy === fingerprint}
              onClick={() => void withdraw(fingerprint, title)}
            >
              List it again
              <span className="sr-only">: {title}</span>
            </Button>
          </li>
        ))}
      </ul>
      {failure ? <ProblemNote problem={failure.problem} reference={failure.reference} live /> : null}
    </section>
  );
}
