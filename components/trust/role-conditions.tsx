"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Problem } from "#lib/domain/errors.ts";
import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";
import { callAction } from "#components/enrollment/action-call.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Light } from "#components/ui/light.tsx";
import type { AcceptAction } from "./trust-actions.ts";

interface RoleConditionsProps {
  integration: string;
  roleArn: string;
  conditions: RoleDetailView["conditions"];
  acceptCondition: AcceptAction;
}

/** What AWS will ask and can't be known here: somebody who knows may vouch for it. */
export function RoleConditions({ integration, roleArn, conditions, acceptCondition }: RoleConditionsProps) {
  const router = useRouter();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const accept = async (condition: string) => {
    setBusy(condition);
    setProblem(null);
    const result = await callAction(acceptCondition, { integration, roleArn, condition });
    setBusy(null);
    if (result.ok) router.refresh();
    else setProblem(result.problem);
  };

  return (
    <section aria-labelledby="conditions-title" className="rounded-[10px] border border-warn/60 p-3.5">
      <h3 id="conditions-title" className="font-medium">
        Depends on a condition
      </h3>
      <p className="mt-0.5 text-mute">
        The app can’t know whether this holds at a launch. Accept it if you know that it does: the role then
        counts as ready, and the journal keeps that you said so.
      </p>
      <ul className="mt-2.5 divide-y divide-line">
        {conditions.map((condition) => (
          <li
            key={condition.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2 last:pb-0"
          >
            <span className="min-w-0 flex-1 basis-52 [overflow-wrap:anywhere]">{condition.words}</span>
            {condition.accepted ? (
              <Light state="ok">accepted</Light>
            ) : (
              <Button
                size="small"
                busy={busy === condition.id}
                aria-label={`Accept: ${condition.words}`}
                onClick={() => void accept(condition.id)}
              >
                {busy === condition.id ? "Accepting" : "Accept"}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problem ? (
        <div className="mt-2.5">
          <ProblemNote problem={problem} live />
        </div>
      ) : null}
    </section>
  );
}
