import Link from "next/link";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { ReadAt } from "#components/enrollment/read-at.tsx";
import type { RefreshAction } from "#components/enrollment/step-actions.ts";
import { StepMark } from "#components/enrollment/step-mark.tsx";
import { stepHref, stepStatusWords } from "#components/enrollment/step-words.ts";
import { Section } from "#components/ui/card.tsx";

/** The six steps as the systems stand: each with its state in words, and what it waits for. */
export function StepsSection({ shell, refresh }: { shell: EnrollmentShellView; refresh: RefreshAction }) {
  const { integration, steps, readAt } = shell;
  const next = steps.find(({ status }) => status !== "done")?.id;
  return (
    <Section
      title="The six steps"
      id="steps"
      aside={<ReadAt integration={integration} readAt={readAt} refresh={refresh} />}
    >
      <ol aria-label="State of the steps" className="-m-4 divide-y divide-line">
        {steps.map(({ id, title, status, summary, waitsFor }, at) => (
          <li
            key={id}
            className="relative grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 px-4 py-2.5 last:rounded-b-[10px] hover:bg-soft"
          >
            <StepMark status={status} number={at + 1} current={id === next} />
            <div className="min-w-0">
              <Link
                href={stepHref(integration, id)}
                className="rounded-sm font-medium after:absolute after:inset-0"
              >
                {title}
              </Link>
              <p className="break-words text-mute">{waitsFor ?? summary}</p>
            </div>
            <span className="text-sm text-mute" aria-hidden>
              {id === next ? "next" : stepStatusWords[status]}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
