import { OffboardSkeleton } from "#components/offboard/offboard-skeleton.tsx";
import { LoadingWords } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <>
      <LoadingWords>Loading what can be taken away</LoadingWords>
      <OffboardSkeleton />
    </>
  );
}
