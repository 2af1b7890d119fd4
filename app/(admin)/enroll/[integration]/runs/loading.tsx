import { ListSkeleton } from "#components/enrollment/skeletons.tsx";
import { LoadingWords } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <div className="w-full max-w-240 px-4 py-5 sm:px-6">
      <LoadingWords>Loading the run</LoadingWords>
      <ListSkeleton rows={5} />
    </div>
  );
}
