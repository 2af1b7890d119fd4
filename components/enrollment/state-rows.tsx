import type { ReactNode } from "react";
import type { Light as LightView } from "#lib/domain/enrollment/check.ts";
import { Light } from "#components/ui/light.tsx";

export interface StateRow {
  title: string;
  light: LightView;
  /** Its exact name, and what else is known of it. */
  detail: ReactNode;
}

/** Things that belong to a step, each with its state and the reason in words. */
export function StateRows({ rows, label }: { rows: readonly StateRow[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {rows.map((row) => (
        <li
          key={row.title}
          className="grid gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0 sm:grid-cols-[1fr_auto]"
        >
          <div className="min-w-0">
            <p className="font-medium">{row.title}</p>
            <div className="text-mute">{row.detail}</div>
            {row.light.words && row.light.words !== row.light.label ? (
              <p className="prose-width break-words text-mute">{row.light.words}</p>
            ) : null}
          </div>
          <div>
            <Light state={row.light.state}>{row.light.label}</Light>
          </div>
        </li>
      ))}
    </ul>
  );
}
