import { clsx } from "clsx";
import type { Check } from "#lib/domain/enrollment/check.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LightDot } from "#components/ui/light.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { WithArns } from "#components/ui/with-arns.tsx";

/** A name, an ARN, an address: shown as it is written, and worth copying. A sentence is neither. */
function isExact(evidence: string): boolean {
  return !/\s/.test(evidence);
}

function Evidence({ check }: { check: Check }) {
  if (check.evidence === null) return null;
  const exact = isExact(check.evidence);
  return (
    <div className="flex items-start gap-1 text-mute">
      <span className={clsx("min-w-0 [overflow-wrap:anywhere]", exact && "font-mono text-sm")}>
        {exact ? check.evidence : <WithArns text={check.evidence} />}
      </span>
      {exact ? <CopyButton text={check.evidence} what={`the evidence of “${check.title}”`} /> : null}
    </div>
  );
}

/** Each condition with its verdict, what was seen, what to do, and when it was read. */
export function ChecksList({ checks, label }: { checks: readonly Check[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {checks.map((check) => (
        <li key={check.id} className="flex gap-3 py-2.5 first:pt-0 last:pb-0">
          <LightDot state={check.verdict} />
          <div className="min-w-0 flex-1">
            <div className="flex justify-between gap-3">
              <p className="min-w-0 font-medium break-words">{check.title}</p>
              {check.at ? (
                <span className="shrink-0 text-sm text-mute">
                  <span className="sr-only">read </span>
                  <RelativeTime at={check.at} />
                </span>
              ) : null}
            </div>
            <Evidence check={check} />
            {check.remedy && check.verdict !== "ok" ? <p className="break-words">{check.remedy}</p> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
