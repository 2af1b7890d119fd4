"use client";

import { FailureScreen } from "#components/problem/failure-screen.tsx";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="content" tabIndex={-1} className="outline-none">
      <FailureScreen reference={error.digest} onRetry={reset} />
    </main>
  );
}
