import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

/** The shape of the page of what moved. */
export function DriftSkeleton() {
  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <h1 className="sr-only">Drift</h1>
      <Skeleton className="h-6 w-40" />
      <Skeleton className="w-full max-w-[72ch]" />
      <SkeletonRows rows={3} />
    </div>
  );
}
