import { TrustSkeleton } from "#components/trust/trust-skeleton.tsx";
import { LoadingWords } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <>
      <LoadingWords>Loading the roles</LoadingWords>
      <TrustSkeleton />
    </>
  );
}
