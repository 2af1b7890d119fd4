import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

/** A page has its heading from the first moment, for those who listen to it. */
function LoadingHeading() {
  return <h1 className="sr-only">Loading</h1>;
}

/** The shape of a step page: heading, one card, checks beside it. */
export function StepSkeleton() {
  return (
    <div className="flex-1 xl:grid xl:grid-cols-[minmax(0,1fr)_400px]">
      <div className="min-w-0 space-y-5 px-4 py-5 sm:px-6">
        <div>
          <LoadingHeading />
          <Skeleton className="h-6 w-72 max-w-full" />
          <Skeleton className="mt-2.5 w-full max-w-[72ch]" />
          <Skeleton className="mt-2 w-4/5 max-w-[60ch]" />
        </div>
        <SkeletonRows rows={3} />
        <Skeleton className="h-9 w-36" />
      </div>
      <div className="border-t border-line bg-card px-4 py-5 sm:px-6 xl:border-t-0 xl:border-l xl:px-5">
        <Skeleton className="h-5 w-20" />
        <div className="mt-6 space-y-6">
          {["a", "b", "c"].map((key) => (
            <div key={key} className="flex gap-3">
              <Skeleton className="size-5 shrink-0 rounded-full" />
              <div className="flex-1">
                <Skeleton className="w-4/5" />
                <Skeleton className="mt-2 w-3/5" />
              </div>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The shape of an enrollment: its rail, and a step. */
export function ShellSkeleton() {
  return (
    <div className="flex flex-1 flex-col lg:grid lg:grid-cols-[232px_minmax(0,1fr)]">
      <div className="border-b border-line px-4 py-3 lg:border-r lg:border-b-0 lg:px-6 lg:py-5">
        <Skeleton className="h-5 w-32" />
        <Skeleton className="mt-1.5 w-28" />
        <div className="mt-6 hidden space-y-6 lg:block">
          {["a", "b", "c", "d", "e", "f"].map((key) => (
            <div key={key} className="flex gap-2.5">
              <Skeleton className="size-5 shrink-0 rounded-full" />
              <div className="flex-1">
                <Skeleton className="w-20" />
                <Skeleton className="mt-1.5 w-28" />
              </div>
            </div>
          ))}
        </div>
      </div>
      <div className="flex min-w-0 flex-1 flex-col">
        <StepSkeleton />
      </div>
    </div>
  );
}

/** The shape of a page without a rail: heading and a list. */
export function ListSkeleton({ rows }: { rows: number }) {
  return (
    <div>
      <LoadingHeading />
      <Skeleton className="h-6 w-56" />
      <Skeleton className="mt-2.5 mb-6 w-full max-w-[60ch]" />
      <SkeletonRows rows={rows} />
    </div>
  );
}

/** The shape of the page that begins an enrollment: checks, and a form under them. */
export function NewSkeleton() {
  return (
    <div className="flex-1 xl:grid xl:grid-cols-[minmax(0,1fr)_400px]">
      <div className="min-w-0 space-y-5 px-4 py-7 sm:px-6">
        <LoadingHeading />
        <Skeleton className="h-6 w-64" />
        <Skeleton className="w-full max-w-[72ch]" />
        <SkeletonRows rows={5} />
        <Skeleton className="h-11" />
        <Skeleton className="h-11" />
      </div>
      <div className="border-t border-line bg-card px-5 py-7 xl:border-t-0 xl:border-l">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="mt-4 h-28" />
      </div>
    </div>
  );
}
