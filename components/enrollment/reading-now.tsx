"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { LoadingWords } from "#components/ui/skeleton.tsx";
import { callAction, type Action } from "./action-call.ts";

/**
 * For a page of which nothing has been read since the app started. Opening a page spends no calls to AWS: the page
 * asks for the reading by itself, and shows the shape of what will come.
 */
export function ReadingNow<I>({
  read,
  input,
  children,
}: {
  read: Action<I, { readAt: string }>;
  input: I;
  /** The skeleton. */
  children: ReactNode;
}) {
  const router = useRouter();
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<{ problem: Problem; reference: string | null } | null>(null);
  // The input is data: equal data must not read twice.
  const asked = JSON.stringify(input);

  useEffect(() => {
    let left = false;
    const settle = (result: ActionResult<{ readAt: string }>) => {
      if (left) return;
      if (result.ok) router.refresh();
      else setFailure(result);
    };
    void callAction(read, JSON.parse(asked) as I).then(settle);
    return () => {
      left = true;
    };
  }, [read, asked, attempt, router]);

  if (failure) {
    return (
      <div className="mx-auto w-full max-w-180 space-y-4 px-4 py-10 sm:px-6">
        <PageTitle title="This could not be read" />
        <ProblemNote
          problem={failure.problem}
          reference={failure.reference}
          live
          action={
            <>
              <Button
                size="small"
                onClick={() => {
                  setFailure(null);
                  setAttempt(attempt + 1);
                }}
              >
                Try again
              </Button>
              <LinkButton size="small" href="/enroll">
                To the enrollments
              </LinkButton>
            </>
          }
        />
      </div>
    );
  }
  return (
    <>
      <LoadingWords>Reading AWS and Teleport</LoadingWords>
      {children}
    </>
  );
}
