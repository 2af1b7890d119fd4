import { clsx } from "clsx";

/** A grey shape of what will stand here. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx("skeleton h-4", className)} />;
}

/** Says once that something loads; the shapes themselves are silent. */
export function LoadingWords({ children = "Loading" }: { children?: string }) {
  return <output className="sr-only">{children}</output>;
}

export function SkeletonRows({ rows, className }: { rows: number; className?: string }) {
  return (
    <div className={clsx("divide-y divide-line rounded-[10px] border border-line bg-card", className)}>
      {Array.from({ length: rows }, (_, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- equal shapes without identity
        <div key={at} className="flex items-center gap-4 px-4 py-3.5">
          <Skeleton className="size-5 shrink-0 rounded-full" />
          <div className="flex-1">
            <Skeleton className="w-2/5" />
            <Skeleton className="mt-2 w-3/5" />
          </div>
          <Skeleton className="w-20" />
        </div>
      ))}
    </div>
  );
}
