import { StepSkeleton } from "#components/enrollment/skeletons.tsx";
import { LoadingWords } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <>
      <LoadingWords>Loading the step</LoadingWords>
      <StepSkeleton />
    </>
  );
}
