import { Skeleton } from "#components/ui/skeleton.tsx";

/** The shape of the list, until the browser has added what only it knows: pins and recents. */
export function ListSkeleton({ rows }: { rows: number }) {
  return (
    <div aria-hidden className="divide-y divide-line rounded-xl border border-line bg-card">
      {Array.from({ length: Math.min(8, Math.max(2, rows + 1)) }, (_, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- equal shapes without identity
        <div key={at} className="flex min-h-15.5 items-center gap-4 px-4">
          <Skeleton className="w-2/5" />
          <Skeleton className="ml-auto w-24" />
        </div>
      ))}
    </div>
  );
}
