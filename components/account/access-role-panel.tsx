"use client";

import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { iamRoleName, roleArn } from "#lib/domain/aws/arn.ts";
import { accessRoleByHand, type AccountAccess } from "#lib/domain/enrollment/access-role.ts";
import type { prepareAccessInput } from "#lib/domain/enrollment/inputs.ts";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import { callAction, type Action } from "#components/enrollment/action-call.ts";
import { ByHandPanel } from "#components/enrollment/by-hand-panel.tsx";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Exact } from "#components/ui/code-block.tsx";
import { TargetRolesFields, usualTargets } from "./target-roles-fields.tsx";

export type PrepareAccessAction = Action<z.input<typeof prepareAccessInput>, AccountAccess>;

interface AccessRolePanelProps {
  accountId: string;
  /** The integration to be adopted there, if one is. */
  integration: string | null;
  /** What the integration role will be called, where there is none yet. */
  integrationRoleName?: string;
  /** As it is entered now. */
  accessRoleArn: string;
  prepare: PrepareAccessAction;
}

/** What to create in the account so that the app reaches it: asked for by a press, for the account's external id is made then. */
export function AccessRolePanel(props: AccessRolePanelProps) {
  const { accountId, integration, integrationRoleName, accessRoleArn, prepare } = props;
  const [busy, setBusy] = useState(false);
  const [targets, setTargets] = useState(usualTargets);
  const [result, setResult] = useState<ActionResult<AccountAccess> | null>(null);
  const shown = useRef<HTMLElement>(null);
  const isShown = result?.ok === true;
  useEffect(() => {
    // In the place of the button that was pressed.
    if (isShown) shown.current?.focus({ preventScroll: true });
  }, [isShown]);
  const show = async () => {
    setBusy(true);
    setResult(await callAction(prepare, { accountId, integration }));
    setBusy(false);
  };

  if (!result?.ok) {
    return (
      <div className="space-y-3">
        <Button size="small" busy={busy} onClick={() => void show()}>
          {busy ? "Preparing" : "Show what to create there"}
        </Button>
        {result ? <ProblemNote problem={result.problem} reference={result.reference} live /> : null}
      </div>
    );
  }
  const access = withRoleName(result.value, integrationRoleName);
  return (
    <section
      ref={shown}
      tabIndex={-1}
      aria-label={`The role to reach account ${accountId}`}
      className="space-y-3 rounded-lg border border-line p-4 outline-none"
    >
      <p>
        External id of this account <Exact text={access.externalId} what="the external id" />
      </p>
      <TargetRolesFields targets={targets} onChange={setTargets} />
      <ByHandPanel
        byHand={accessRoleByHand(access, accessRoleArn, targets)}
        label="The role to reach the account"
      />
    </section>
  );
}

/** The policy names the integration role, which the form may still rename. */
function withRoleName(access: AccountAccess, name: string | undefined): AccountAccess {
  const valid = iamRoleName.safeParse(name);
  return access.integrationRoleArn !== null || !valid.success
    ? access
    : { ...access, integrationRoleArn: roleArn({ ...access, name: valid.data }) };
}
