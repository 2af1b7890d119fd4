"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Problem } from "#lib/domain/errors.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { callAction } from "./action-call.ts";
import type { LeaveAction } from "./step-actions.ts";

/** A draft lives in this app alone: giving it up changes nothing in AWS or Teleport. */
export function DiscardDraft({
  integration,
  discardDraft,
}: {
  integration: string;
  discardDraft: LeaveAction;
}) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const discard = async () => {
    setBusy(true);
    const result = await callAction(discardDraft, { integration });
    if (result.ok) {
      router.push(result.value.href);
      return;
    }
    setBusy(false);
    setProblem(result.problem);
  };

  return (
    <>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4">
        <span className="min-w-0 flex-1 basis-72 text-mute">
          Not finished: until the integration exists, these names are kept in this app only.
        </span>
        <Button size="small" onClick={() => setAsking(true)}>
          Delete this draft
        </Button>
      </p>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Delete the draft “${integration}”?`}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button look="danger" busy={busy} onClick={() => void discard()}>
              Delete the draft
            </Button>
          </>
        }
      >
        <p>The chosen names are forgotten. Nothing is changed in AWS or Teleport.</p>
        {problem ? (
          <div className="mt-3">
            <ProblemNote problem={problem} live />
          </div>
        ) : null}
      </Dialog>
    </>
  );
}
