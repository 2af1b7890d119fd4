"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent, type ReactNode } from "react";
import type { z } from "zod";
import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import type { nameRolesInput } from "#lib/domain/enrollment/inputs.ts";
import { parseRoleNames } from "#lib/domain/enrollment/named-roles.ts";
import type { NamedRolesView } from "#lib/domain/enrollment/views.ts";
import { callAction, type Action } from "#components/enrollment/action-call.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { LineProblems } from "./line-problems.tsx";
import { ListMoved } from "./list-moved.tsx";
import { useTrustMemory, type ListDraft } from "./trust-memory.tsx";
import { UnreadRoles } from "./unread-roles.tsx";

export type NameRolesAction = Action<z.input<typeof nameRolesInput>, { count: number }>;

interface NamedRolesProps {
  integration: string;
  integrationRoleArn: string;
  view: NamedRolesView;
  save: NameRolesAction;
}

/** Where the account's roles can't be listed: the ones that somebody names, each read alone. */
export function NamedRoles({ integration, integrationRoleArn, view, save }: NamedRolesProps) {
  const { listDraft: draft, setListDraft } = useTrustMemory();
  const form = (
    <NameRolesForm
      integration={integration}
      integrationRoleArn={integrationRoleArn}
      arns={view.arns}
      draft={draft}
      onDraft={setListDraft}
      save={save}
    />
  );
  // What is kept elsewhere meanwhile takes the field away from nobody who is typing in it.
  const isFirst = (draft?.from ?? view.arns).length === 0;
  return (
    <>
      {isFirst ? (
        <Section title="Name the roles" id="named-roles">
          {form}
        </Section>
      ) : (
        <KeptList count={view.arns.length} startsOpen={draft !== null}>
          {form}
        </KeptList>
      )}
      <UnreadRoles unread={view.unread} />
    </>
  );
}

function KeptList({
  count,
  startsOpen,
  children,
}: {
  count: number;
  startsOpen: boolean;
  children: ReactNode;
}) {
  // From then on it is opened and closed by the person alone.
  const [open] = useState(startsOpen);
  return (
    <Disclosure
      open={open}
      summary={`${countWords(count, "role is", "roles are")} named here: change the list`}
    >
      {children}
    </Disclosure>
  );
}

type Refusal = Extract<ActionResult<unknown>, { ok: false }>;

function NameRolesForm({
  integration,
  integrationRoleArn,
  arns,
  draft,
  onDraft,
  save,
}: Omit<NamedRolesProps, "view"> & {
  arns: readonly string[];
  draft: ListDraft | null;
  onDraft: (draft: ListDraft | null) => void;
}) {
  const router = useRouter();
  const text = draft?.text ?? arns.join("\n");
  const [busy, setBusy] = useState(false);
  const [pressed, setPressed] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const home = parseRoleArn(integrationRoleArn);
  const parsed = home.ok ? parseRoleNames(text, home.value) : null;
  const problems = parsed?.ok === false ? parsed.problems : [];
  const isEmpty = text.trim() === "" && arns.length === 0;
  const fieldError = refusal?.fieldErrors["text"];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPressed(true);
    if (problems.length > 0 || isEmpty) return;
    setBusy(true);
    setRefusal(null);
    // What the kept list has become stands below the field: it was seen.
    const result = await callAction(save, { integration, text, known: [...arns] });
    setBusy(false);
    if (result.ok) onDraft(null);
    else setRefusal(result);
    if (result.ok || result.problem.code === "changed-meanwhile") router.refresh();
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="space-y-3">
      <TextArea
        label="ARNs of the roles that people shall assume"
        mono
        rows={Math.min(Math.max(text.split("\n").length + 1, 4), 12)}
        hint="One per line. Each is read alone, with iam:GetRole and what belongs to it; nothing is written. The list is kept for this enrollment."
        value={text}
        error={
          fieldError ??
          (pressed && isEmpty
            ? "Enter the ARN of at least one role."
            : problems.length > 0
              ? `${countWords(problems.length, "line", "lines")} can’t be used.`
              : undefined)
        }
        onChange={(event) => {
          onDraft({ text: event.target.value, from: draft?.from ?? arns });
          setRefusal(null);
          setPressed(false);
        }}
      />
      <LineProblems problems={problems} />
      {draft ? <ListMoved from={draft.from} to={arns} onTake={() => onDraft(null)} /> : null}
      {refusal && !fieldError ? (
        <ProblemNote problem={refusal.problem} reference={refusal.reference} live />
      ) : null}
      <Button look={arns.length === 0 ? "primary" : "plain"} type="submit" busy={busy}>
        {busy ? "Reading these roles" : "Read these roles"}
      </Button>
    </form>
  );
}
