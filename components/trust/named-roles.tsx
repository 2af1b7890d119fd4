"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
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
import { LineProblems } from "./line-problems.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
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
  const form = (
    <NameRolesForm
      // What was kept elsewhere meanwhile shows, unless somebody is typing here.
      key={view.arns.join("\n")}
      integration={integration}
      integrationRoleArn={integrationRoleArn}
      arns={view.arns}
      save={save}
    />
  );
  return (
    <>
      {view.arns.length === 0 ? (
        <Section title="Name the roles" id="named-roles">
          {form}
        </Section>
      ) : (
        <Disclosure
          summary={`${countWords(view.arns.length, "role is", "roles are")} named here: change the list`}
        >
          {form}
        </Disclosure>
      )}
      <UnreadRoles unread={view.unread} />
    </>
  );
}

type Refusal = Extract<ActionResult<unknown>, { ok: false }>;

function NameRolesForm({
  integration,
  integrationRoleArn,
  arns,
  save,
}: Omit<NamedRolesProps, "view"> & { arns: readonly string[] }) {
  const router = useRouter();
  const [text, setText] = useState(arns.join("\n"));
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
    const result = await callAction(save, { integration, text });
    setBusy(false);
    if (result.ok) router.refresh();
    else setRefusal(result);
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
          setText(event.target.value);
          setRefusal(null);
          setPressed(false);
        }}
      />
      <LineProblems problems={problems} />
      {refusal && !fieldError ? (
        <ProblemNote problem={refusal.problem} reference={refusal.reference} live />
      ) : null}
      <Button look={arns.length === 0 ? "primary" : "plain"} type="submit" busy={busy}>
        {busy ? "Reading these roles" : "Read these roles"}
      </Button>
    </form>
  );
}
