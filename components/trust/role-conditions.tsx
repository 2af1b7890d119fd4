"use client";

import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";
import { useAsked } from "#components/enrollment/use-asked.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Light } from "#components/ui/light.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ConditionActions } from "./trust-actions.ts";

interface RoleConditionsProps {
  integration: string;
  roleArn: string;
  conditions: RoleDetailView["conditions"];
  actions: ConditionActions;
  onJudged: ((detail: RoleDetailView) => void) | undefined;
}

type Condition = RoleDetailView["conditions"][number];

/** What AWS will ask and can't be known here: somebody who knows may vouch for it, and take that back. */
export function RoleConditions({ integration, roleArn, conditions, actions, onJudged }: RoleConditionsProps) {
  const { busy, failure, ask } = useAsked<string>();

  const answer = async ({ id, accepted }: Condition) => {
    const action = accepted ? actions.withdrawAcceptance : actions.acceptCondition;
    const result = await ask(id, action, { integration, roleArn, condition: id });
    if (result.ok) onJudged?.(result.value);
  };

  return (
    <section aria-labelledby="conditions-title" className="rounded-[10px] border border-warn/60 p-3.5">
      <h3 id="conditions-title" className="font-medium">
        Depends on a condition
      </h3>
      <p className="mt-0.5 text-mute">
        The app can’t know whether this holds at a launch. Accept it if you know that it does: the role then
        counts as ready, and the journal keeps that you said so. Withdrawing it takes effect at once. Neither
        changes anything in AWS or Teleport.
      </p>
      <ul className="mt-2.5 divide-y divide-line">
        {conditions.map((condition) => (
          <ConditionItem
            key={condition.id}
            condition={condition}
            busy={busy === condition.id}
            onAnswer={() => void answer(condition)}
          />
        ))}
      </ul>
      {failure ? (
        <div className="mt-2.5">
          <ProblemNote problem={failure.problem} reference={failure.reference} live />
        </div>
      ) : null}
    </section>
  );
}

interface ConditionItemProps {
  condition: Condition;
  busy: boolean;
  onAnswer: () => void;
}

/** The button stays the same one when it changes what it does: the focus stays on it. */
function ConditionItem({ condition: { words, accepted }, busy, onAnswer }: ConditionItemProps) {
  const [label, busyLabel] = accepted ? ["Withdraw", "Withdrawing"] : ["Accept", "Accepting"];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2 last:pb-0">
      <div className="min-w-0 flex-1 basis-52 space-y-1">
        <p className="[overflow-wrap:anywhere]">{words}</p>
        {accepted ? (
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-mute">
            <Light state="ok">accepted</Light>
            <span className="min-w-0 break-words">
              <RelativeTime at={accepted.at} /> by {accepted.by}
            </span>
          </p>
        ) : null}
      </div>
      <Button size="small" busy={busy} aria-label={`${label}: ${words}`} onClick={onAnswer}>
        {busy ? busyLabel : label}
      </Button>
    </li>
  );
}
