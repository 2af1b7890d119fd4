import type { Check } from "#lib/domain/enrollment/check.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LightDot } from "#components/ui/light.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

/** Each condition with its verdict, what was seen, what to do, and when it was read. */
export function ChecksList({ checks, label }: { checks: readonly Check[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {checks.map((check) => (
        <li key={check.id} className="flex gap-3 py-2.5 first:pt-0 last:pb-0">
          <LightDot state={check.verdict} />
          <div className="min-w-0 flex-1">
            <p className="break-words">{check.title}</p>
            {check.evidence ? (
              <p className="flex items-start gap-1 text-sm text-mute">
                <span className="min-w-0 font-mono [overflow-wrap:anywhere]">{check.evidence}</span>
                <CopyButton text={check.evidence} what={`the evidence of “${check.title}”`} />
              </p>
            ) : null}
            {check.remedy && check.verdict !== "ok" ? (
              <p className="mt-0.5 break-words">{check.remedy}</p>
            ) : null}
            {check.at ? (
              <p className="text-sm text-mute">
                read <RelativeTime at={check.at} />
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
