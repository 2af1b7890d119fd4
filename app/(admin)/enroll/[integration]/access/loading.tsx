import { AccessSkeleton } from "#components/access/access-skeleton.tsx";
import { LoadingWords } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <>
      <LoadingWords>Loading the step</LoadingWords>
      <AccessSkeleton />
    </>
  );
}
