import type { ReactNode } from "react";

/** The page's one h1, with a lead that says what the page is for. */
export function PageTitle({
  title,
  lead,
  actions,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-xl font-bold tracking-tight break-words">{title}</h1>
        {lead ? <div className="mt-1 prose-width text-mute">{lead}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2.5">{actions}</div> : null}
    </div>
  );
}
