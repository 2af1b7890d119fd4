import { Skeleton } from "#components/ui/skeleton.tsx";

/** The shape of the page that takes an enrollment away. */
export function OffboardSkeleton() {
  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <h1 className="sr-only">Offboard</h1>
      <Skeleton className="h-6 w-72 max-w-full" />
      <Skeleton className="w-full max-w-[72ch]" />
      <Skeleton className="h-28 w-full" />
      <Skeleton className="h-9 w-40" />
    </div>
  );
}
