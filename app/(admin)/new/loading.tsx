import { NewSkeleton } from "#components/enrollment/skeletons.tsx";
import { LoadingWords } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
      <LoadingWords>Loading the checks</LoadingWords>
      <NewSkeleton />
    </main>
  );
}
