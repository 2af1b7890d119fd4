import type { ReactNode } from "react";

/** Nothing is there: what will be, and the way to it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="rounded-[10px] border border-dashed border-edge bg-card px-6 py-10 text-center">
      <p className="text-lg font-medium">{title}</p>
      <div className="mx-auto mt-1 max-w-[56ch] text-balance text-mute">{children}</div>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2.5">{action}</div> : null}
    </div>
  );
}
