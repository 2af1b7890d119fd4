"use client";

import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import type { accessStepInput } from "#lib/domain/enrollment/inputs.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { AccessPreviewView } from "#lib/domain/enrollment/views.ts";
import { callAction, type Action } from "#components/enrollment/action-call.ts";

const askAfterMs = 300;

export type PreviewAction = Action<
  { integration: string; input: z.input<typeof accessStepInput> },
  AccessPreviewView
>;

export interface PreviewState {
  /** The newest answer; of an older choice while `pending`. */
  preview: AccessPreviewView | null;
  problem: Problem | null;
  pending: boolean;
  retry: () => void;
}

/** Asks what the chosen people would see, a moment after the choice has changed; never before there is one. */
export function useAccessPreview(
  integration: string,
  input: z.output<typeof accessStepInput>,
  previewAccess: PreviewAction,
): PreviewState {
  const [answer, setAnswer] = useState<{ asked: string; preview: AccessPreviewView } | null>(null);
  const [failure, setFailure] = useState<{ asked: string; problem: Problem } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const newest = useRef("");
  const people = input.users.length + input.traitUsers.length;
  const asked = input.roleArns.length > 0 && people > 0 ? JSON.stringify(input) : "";

  useEffect(() => {
    newest.current = asked;
    if (asked === "") return;
    const timer = setTimeout(() => {
      const request = { integration, input: JSON.parse(asked) as z.output<typeof accessStepInput> };
      void callAction(previewAccess, request).then((result) => {
        // An answer to an older choice comes too late to be of use.
        if (newest.current !== asked) return;
        if (result.ok) setAnswer({ asked, preview: result.value });
        else setFailure({ asked, problem: result.problem });
      });
    }, askAfterMs);
    return () => clearTimeout(timer);
  }, [integration, asked, attempt, previewAccess]);

  const problem = failure?.asked === asked ? failure.problem : null;
  return {
    preview: asked === "" ? null : (answer?.preview ?? null),
    problem,
    pending: asked !== "" && problem === null && answer?.asked !== asked,
    retry: () => {
      setFailure(null);
      setAttempt(attempt + 1);
    },
  };
}
