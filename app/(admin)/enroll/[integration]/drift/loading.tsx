import { DriftSkeleton } from "#components/drift/drift-skeleton.tsx";
import { LoadingWords } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <>
      <LoadingWords>Loading what moved</LoadingWords>
      <DriftSkeleton />
    </>
  );
}
