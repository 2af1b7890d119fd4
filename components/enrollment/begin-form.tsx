"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { beginEnrollmentInput, type BeginEnrollmentInput } from "#lib/domain/enrollment/inputs.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { NewEnrollmentView } from "#lib/domain/enrollment/views.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { TextInput } from "#components/ui/field.tsx";
import type { PrepareAccessAction } from "#components/account/access-role-panel.tsx";
import { WhichAccount } from "./which-account.tsx";
import { callAction, type Action } from "./action-call.ts";

export type BeginValues = z.input<typeof beginEnrollmentInput>;
export type BeginAction = Action<BeginValues, { href: string }>;

const names: ReadonlySet<string> = new Set([
  "integration",
  "roleName",
  "displayName",
  "partitionAccepted",
  "accountId",
  "accessRoleArn",
]);

/** The form's schema with what only this page knows: which names are taken, which partition it is. */
function schemaFor(view: NewEnrollmentView) {
  return beginEnrollmentInput.superRefine((values, context) => {
    if (view.takenNames.includes(values.integration)) {
      context.addIssue({
        code: "custom",
        path: ["integration"],
        message: "There is an integration or a draft of this name already.",
      });
    }
    const { account } = view;
    if (values.where === "other" && values.accountId === account?.accountId) {
      context.addIssue({
        code: "custom",
        path: ["accountId"],
        message: "This is the account of the app’s own credentials: choose it above.",
      });
    }
    if (view.partitionWarning !== null && !values.partitionAccepted) {
      context.addIssue({
        code: "custom",
        path: ["partitionAccepted"],
        message: "Going on in this partition needs your choice.",
      });
    }
  });
}

/** The id stands in for a name until somebody gives one: that is theirs to do. */
function givenName(account: NewEnrollmentView["account"]): string {
  return account && account.displayName !== account.accountId ? account.displayName : "";
}

interface BeginFormProps {
  view: NewEnrollmentView;
  begin: BeginAction;
  prepareAccess: PrepareAccessAction;
  /** The policy that is shown elsewhere names the role. */
  onRoleName: (name: string) => void;
}

export function BeginForm({ view, begin, prepareAccess, onRoleName }: BeginFormProps) {
  const router = useRouter();
  const [failure, setFailure] = useState<{ problem: Problem; reference: string | null } | null>(null);
  const proposed = {
    integration: view.suggestedName,
    displayName: givenName(view.account),
    roleName: view.suggestedRoleName,
    partitionAccepted: false,
    where: "own",
    accountId: "",
    accessRoleArn: "",
  } as const;
  const form = useForm<BeginValues, unknown, BeginEnrollmentInput>({
    resolver: zodResolver(schemaFor(view)),
    mode: "onChange",
    defaultValues: proposed,
  });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    const result = await callAction(begin, values);
    if (result.ok) {
      router.push(result.value.href);
      return;
    }
    let placed = false;
    for (const [name, message] of Object.entries(result.fieldErrors)) {
      if (!names.has(name)) continue;
      form.setError(name as keyof BeginValues, { message }, { shouldFocus: !placed });
      placed = true;
    }
    // What AWS refused has a remedy and the exact action, for which the field has no room.
    if (!placed || result.problem.code !== "input-invalid") setFailure(result);
    // The form stays usable: without this it would count as sent.
    form.reset(form.getValues(), { keepErrors: true, keepDirty: true, keepIsSubmitSuccessful: false });
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="space-y-4">
      <WhichAccount view={view} form={form} prepareAccess={prepareAccess} />
      <TextInput
        className="max-w-140"
        label="Integration name"
        mono
        hint="Names the integration and the app in Teleport, and becomes part of the app’s address."
        error={errors.integration?.message}
        // Stands there before the form is taken over, and is not put in under the hands of whoever types.
        defaultValue={proposed.integration}
        {...form.register("integration")}
      />
      <TextInput
        label="Account name"
        autoCapitalize="words"
        className="max-w-140"
        hint="How people will recognise the account in this app."
        error={errors.displayName?.message}
        defaultValue={proposed.displayName}
        {...form.register("displayName")}
      />
      <TextInput
        label="Integration role"
        className="max-w-140"
        mono
        hint="The IAM role that Teleport will assume. Step 1 creates it, or adopts one of this name."
        error={errors.roleName?.message}
        defaultValue={proposed.roleName}
        {...form.register("roleName", {
          onChange: (event: { target: { value: string } }) => onRoleName(event.target.value),
        })}
      />
      {view.partitionWarning === null ? null : (
        <CheckboxField
          label="Go on in this partition all the same"
          hint={view.partitionWarning}
          error={errors.partitionAccepted?.message}
          {...form.register("partitionAccepted")}
        />
      )}
      {failure ? <ProblemNote problem={failure.problem} reference={failure.reference} live /> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          look="primary"
          type="submit"
          busy={isSubmitting || isSubmitSuccessful}
          disabled={!view.canStart}
        >
          {isSubmitting || isSubmitSuccessful ? "Beginning" : "Begin the enrollment"}
        </Button>
        <span className="text-mute">
          {view.canStart
            ? "Nothing is written to AWS or Teleport yet."
            : "First mend what the checks above mark as not OK."}
        </span>
      </div>
    </form>
  );
}
