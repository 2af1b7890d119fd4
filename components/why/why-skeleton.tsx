import { ListSkeleton } from "#components/enrollment/skeletons.tsx";

export function WhySkeleton() {
  return (
    <div className="w-full max-w-220 px-4 py-5 sm:px-6">
      <ListSkeleton rows={6} />
    </div>
  );
}
