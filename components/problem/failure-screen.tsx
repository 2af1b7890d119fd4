"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";

/** Shown where a page could not be made: what is known, what to quote, the ways on. */
export function FailureScreen({
  reference,
  onRetry,
}: {
  reference: string | undefined;
  onRetry: () => void;
}) {
  const router = useRouter();
  const again = () =>
    startTransition(() => {
      router.refresh();
      onRetry();
    });
  return (
    <div role="alert" className="mx-auto w-full max-w-150 space-y-4 px-4 py-12 sm:px-6">
      <PageTitle
        title="This page could not be shown"
        lead="Something went wrong inside the app while it was made. Nothing was written to AWS or Teleport by it; a run that is under way goes on."
      />
      {reference ? (
        <p>
          The log of the app has the details under the reference{" "}
          <code className="font-mono">{reference}</code>.
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2.5">
        <Button look="primary" onClick={again}>
          Try again
        </Button>
        <LinkButton href="/enroll">To the enrollments</LinkButton>
      </div>
    </div>
  );
}
