import type { NamedRolesView } from "#lib/domain/enrollment/views.ts";
import { ByHandPanel } from "#components/enrollment/by-hand-panel.tsx";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Section } from "#components/ui/card.tsx";
import { Exact } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";

/** Named roles that the app can't read: why, and how to do by hand what it would do. */
export function UnreadRoles({ unread }: { unread: NamedRolesView["unread"] }) {
  if (unread.length === 0) return null;
  return (
    <Section title="Named, and not readable" id="unread-roles">
      <ul className="divide-y divide-line">
        {unread.map(({ arn, name, problem, byHand }) => (
          <li key={arn} className="space-y-2 py-3 first:pt-0 last:pb-0">
            <Exact text={arn} what={`the ARN of ${name}`} />
            <ProblemNote problem={problem} bare />
            <Disclosure bare summary={`By hand: ${name}`}>
              <ByHandPanel byHand={byHand} label={`By hand: ${name}`} />
            </Disclosure>
          </li>
        ))}
      </ul>
    </Section>
  );
}
