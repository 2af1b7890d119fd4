"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { parseRoleArn, validateRoleArn } from "#lib/domain/aws/arn.ts";
import { adoptInput, type AdoptInput } from "#lib/domain/enrollment/inputs.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { AdoptableView } from "#lib/domain/enrollment/views.ts";
import { AccessRolePanel, type PrepareAccessAction } from "#components/account/access-role-panel.tsx";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/field.tsx";
import { callAction, type Action } from "./action-call.ts";

type AdoptValues = z.input<typeof adoptInput>;
export type AdoptAction = Action<AdoptValues, { href: string }>;

/** The form's schema with what only this page knows: of which account the role must be, and whether one is needed. */
function schemaFor({ roleArn, needsAccessRole }: AdoptableView) {
  const home = parseRoleArn(roleArn);
  return adoptInput.superRefine(({ accessRoleArn }, context) => {
    if (!home.ok || (accessRoleArn === "" && !needsAccessRole)) return;
    const checked = validateRoleArn(accessRoleArn, home.value);
    if (!checked.ok) context.addIssue({ code: "custom", path: ["accessRoleArn"], message: checked.problem });
  });
}

/** Takes over an integration that somebody made elsewhere. */
export function AdoptForm({
  adoptable,
  adopt,
  prepareAccess,
}: {
  adoptable: AdoptableView;
  adopt: AdoptAction;
  prepareAccess: PrepareAccessAction;
}) {
  const router = useRouter();
  const [failure, setFailure] = useState<{ problem: Problem; reference: string | null } | null>(null);
  const [sent, setSent] = useState(false);
  const { needsAccessRole } = adoptable;
  const form = useForm<AdoptValues, unknown, AdoptInput>({
    resolver: zodResolver(schemaFor(adoptable)),
    mode: "onChange",
    defaultValues: {
      integration: adoptable.integration,
      displayName: "",
      accessRoleArn: needsAccessRole?.suggestedRoleArn ?? "",
    },
  });
  const { errors } = form.formState;
  const entered = useWatch({ control: form.control, name: "accessRoleArn" });

  const submit = form.handleSubmit(async (values) => {
    setSent(true);
    setFailure(null);
    const result = await callAction(adopt, values);
    if (result.ok) {
      router.push(result.value.href);
      return;
    }
    setSent(false);
    const { displayName, accessRoleArn } = result.fieldErrors;
    if (displayName) form.setError("displayName", { message: displayName }, { shouldFocus: true });
    if (accessRoleArn) form.setError("accessRoleArn", { message: accessRoleArn }, { shouldFocus: true });
    // What AWS refused has a remedy and the exact action, for which the field has no room.
    if (result.problem.code !== "input-invalid" || (!displayName && !accessRoleArn)) setFailure(result);
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="max-w-140 space-y-4">
      <TextInput
        label="Account name"
        autoCapitalize="words"
        hint={`How people will recognise the account ${adoptable.accountId} in this app.`}
        error={errors.displayName?.message}
        {...form.register("displayName")}
      />
      {needsAccessRole ? (
        <>
          <TextInput
            label="Role to reach the account"
            mono
            hint="The app’s own credentials belong to another account, so it assumes this role to read and change IAM here."
            error={errors.accessRoleArn?.message}
            {...form.register("accessRoleArn")}
          />
          <AccessRolePanel
            accountId={adoptable.accountId}
            integration={adoptable.integration}
            accessRoleArn={entered ?? ""}
            prepare={prepareAccess}
          />
        </>
      ) : null}
      {failure ? <ProblemNote problem={failure.problem} reference={failure.reference} live /> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button look="primary" type="submit" busy={sent}>
          {sent ? "Reading the account" : `Adopt ${adoptable.integration}`}
        </Button>
        <span className="text-mute">Nothing is written to AWS or Teleport yet.</span>
      </div>
    </form>
  );
}
