"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import type { z } from "zod";
import { parseRoleArn, validateRoleArn } from "#lib/domain/aws/arn.ts";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import type { accountAccessInput } from "#lib/domain/enrollment/inputs.ts";
import type { ShownAccount } from "#lib/domain/enrollment/observation.ts";
import { callAction, type Action } from "#components/enrollment/action-call.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/field.tsx";
import { AccessRolePanel, type PrepareAccessAction } from "./access-role-panel.tsx";

export type ChangeAccessAction = Action<z.input<typeof accountAccessInput>, null>;

interface AccessFormProps {
  integration: string;
  account: Pick<ShownAccount, "accountId" | "accessRoleArn">;
  integrationRoleArn: string;
  prepare: PrepareAccessAction;
  change: ChangeAccessAction;
}

type Refusal = Extract<ActionResult<null>, { ok: false }>;
type SaveState = { phase: "idle" | "saving" | "saved" } | { phase: "refused"; result: Refusal };

/** By which role the app reaches the account; kept only once the account was reached that way. */
export function AccessForm({ integration, account, integrationRoleArn, prepare, change }: AccessFormProps) {
  const router = useRouter();
  const [entered, setEntered] = useState(account.accessRoleArn ?? "");
  const [state, setState] = useState<SaveState>({ phase: "idle" });
  const arn = entered.trim();
  const home = parseRoleArn(integrationRoleArn);
  const checked = arn === "" || !home.ok ? null : validateRoleArn(arn, home.value);
  const wrong = checked?.ok === false ? checked.problem : undefined;
  const refused = state.phase === "refused" ? state.result : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (wrong !== undefined) return;
    setState({ phase: "saving" });
    const result = await callAction(change, { integration, accessRoleArn: arn });
    setState(result.ok ? { phase: "saved" } : { phase: "refused", result });
    if (result.ok) router.refresh();
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="space-y-4">
      <div className="max-w-140">
        <TextInput
          label="Role to reach the account"
          mono
          hint="The app assumes this role to read and change IAM here, with the account’s external id. Empty: its own credentials belong to this account."
          value={entered}
          error={wrong ?? refused?.fieldErrors["accessRoleArn"]}
          onChange={(event) => {
            setEntered(event.target.value);
            setState({ phase: "idle" });
          }}
        />
      </div>
      <AccessRolePanel
        accountId={account.accountId}
        integration={integration}
        accessRoleArn={entered}
        prepare={prepare}
      />
      {refused ? <ProblemNote problem={refused.problem} reference={refused.reference} live /> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" busy={state.phase === "saving"}>
          {state.phase === "saving" ? "Reaching the account" : "Try it and save"}
        </Button>
        <output className="text-mute">
          {state.phase === "saved" ? "Saved: the account was reached this way." : ""}
        </output>
      </div>
    </form>
  );
}
