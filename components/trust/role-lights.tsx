import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { Light } from "#components/ui/light.tsx";

const parts = [
  { key: "tag", title: "Tag" },
  { key: "trust", title: "Trust" },
  { key: "modifiable", title: "Can be changed" },
] as const;

/** The three lights of a role, each with its reason in words. */
export function RoleLights({ row }: { row: TrustRowView }) {
  return (
    <dl className="space-y-2.5">
      {parts.map(({ key, title }) => (
        <div key={key}>
          <dt className="sr-only">{title}</dt>
          <dd className="grid grid-cols-[7rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5">
            <span aria-hidden className="text-mute">
              {title}
            </span>
            <span>
              <Light state={row[key].state}>{row[key].label}</Light>
            </span>
            <span className="col-start-2 text-sm break-words text-mute">{row[key].words}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
