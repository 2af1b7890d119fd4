import { stepTexts } from "#components/enrollment/step-texts.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The shape of step 3: heading, search and filters, rows, and what stands beside them. */
export function TrustSkeleton() {
  return (
    <div className="flex flex-1 flex-col xl:grid xl:grid-cols-[minmax(0,1fr)_432px]">
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex-1 space-y-3.5 px-4 py-5 sm:px-6">
          <div>
            <h1 className="sr-only">{stepTexts.trust.title}</h1>
            <Skeleton className="h-6 w-72 max-w-full" />
            <Skeleton className="mt-2.5 w-full max-w-[64ch]" />
          </div>
          <div className="flex flex-wrap gap-2.5 lg:flex-nowrap">
            <Skeleton className="h-9 flex-1 basis-48" />
            <Skeleton className="h-9 w-80 max-w-full" />
          </div>
          <div className="rounded-[10px] border border-line bg-card">
            <div className="h-9 border-b border-line" />
            {rows.map((row) => (
              <div
                key={row}
                className="flex items-center gap-4 border-b border-line px-3 py-3.5 last:border-b-0"
              >
                <Skeleton className="size-4 shrink-0" />
                <div className="flex-1">
                  <Skeleton className="w-40 max-w-full" />
                  <Skeleton className="mt-1.5 w-24" />
                </div>
                <Skeleton className="h-6 w-20 max-sm:hidden" />
                <Skeleton className="h-6 w-24 max-sm:hidden" />
                <Skeleton className="w-40 max-lg:hidden" />
              </div>
            ))}
          </div>
        </div>
        <div className="sticky bottom-0 flex items-center justify-between gap-4 border-t border-line bg-card px-4 py-3 sm:px-6">
          <Skeleton className="w-48" />
          <Skeleton className="h-9 w-32" />
        </div>
      </div>
      <div className="hidden border-l border-line bg-card p-5 xl:block">
        <Skeleton className="h-5 w-24" />
        <Skeleton className="mt-5 w-4/5" />
        <Skeleton className="mt-2 w-3/5" />
      </div>
    </div>
  );
}
