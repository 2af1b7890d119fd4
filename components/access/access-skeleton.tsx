import { stepTexts } from "#components/enrollment/step-texts.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

/** The shape of step 5: roles, people, and beside them what these will see. */
export function AccessSkeleton() {
  return (
    <div className="flex-1 xl:grid xl:grid-cols-[minmax(0,1fr)_400px]">
      <div className="min-w-0 space-y-5 px-4 py-5 sm:px-6">
        <div>
          <h1 className="sr-only">{stepTexts.access.title}</h1>
          <Skeleton className="h-6 w-72 max-w-full" />
          <Skeleton className="mt-2.5 w-full max-w-[72ch]" />
        </div>
        <SkeletonRows rows={4} />
        <SkeletonRows rows={4} />
      </div>
      <div className="border-t border-line bg-card px-4 py-5 sm:px-6 xl:border-t-0 xl:border-l xl:px-5">
        <Skeleton className="h-5 w-36" />
        <Skeleton className="mt-4 h-16 w-full" />
      </div>
    </div>
  );
}
