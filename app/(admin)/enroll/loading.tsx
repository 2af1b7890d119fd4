import { PlainPage } from "#components/enrollment/plain-page.tsx";
import { ListSkeleton } from "#components/enrollment/skeletons.tsx";
import { LoadingWords } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <PlainPage>
      <LoadingWords>Loading the enrollments</LoadingWords>
      <ListSkeleton rows={3} />
    </PlainPage>
  );
}
