import { Skeleton } from "#components/ui/skeleton.tsx";

/** The shape of a role on its own page. */
export function RolePageSkeleton() {
  return (
    <div className="w-full max-w-220 space-y-4 px-4 py-5 sm:px-6">
      <Skeleton className="w-24" />
      <div>
        <h1 className="sr-only">A role of the account</h1>
        <Skeleton className="h-6 w-56 max-w-full" />
        <Skeleton className="mt-2.5 w-full max-w-[56ch]" />
      </div>
      <Skeleton className="h-9 w-full max-w-80" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}
