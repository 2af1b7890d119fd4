"use client";

import { useWatch, type UseFormReturn } from "react-hook-form";
import { isAccountId, isPartition } from "#lib/domain/aws/arn.ts";
import { usualAccessRole } from "#lib/domain/enrollment/access-role.ts";
import type { BeginEnrollmentInput } from "#lib/domain/enrollment/inputs.ts";
import type { NewEnrollmentView } from "#lib/domain/enrollment/views.ts";
import { AccessRolePanel, type PrepareAccessAction } from "#components/account/access-role-panel.tsx";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { TextInput } from "#components/ui/field.tsx";
import { RadioField } from "#components/ui/radio.tsx";
import type { BeginValues } from "./begin-form.tsx";

interface WhichAccountProps {
  view: Pick<NewEnrollmentView, "account" | "partition" | "suggestedName" | "takenNames">;
  form: UseFormReturn<BeginValues, unknown, BeginEnrollmentInput>;
  prepareAccess: PrepareAccessAction;
}

/** The account of the app's own credentials, or another one: then its id, and the role that leads there. */
export function WhichAccount({ view, form, prepareAccess }: WhichAccountProps) {
  const [where, accountId = "", accessRoleArn = "", roleName] = useWatch({
    control: form.control,
    name: ["where", "accountId", "accessRoleArn", "roleName"],
  });
  const { errors, dirtyFields } = form.formState;
  const partition = isPartition(view.partition ?? "") ? view.partition : "aws";

  /** What nobody has typed follows the account. */
  const follow = (id: string) => {
    if (!isAccountId(id)) return;
    if (!dirtyFields.accessRoleArn) {
      form.setValue("accessRoleArn", usualAccessRole({ accountId: id, partition: partition as "aws" }), {
        shouldValidate: true,
      });
    }
    if (!dirtyFields.integration && !view.takenNames.includes(`aws-${id}`))
      form.setValue("integration", `aws-${id}`, { shouldValidate: true });
    if (!dirtyFields.displayName) form.setValue("displayName", "");
  };

  return (
    <>
      <fieldset className="space-y-2">
        <legend className="mb-1 font-medium">Account</legend>
        <RadioField
          value="own"
          label={
            view.account ? <AccountBadge account={view.account} /> : "The account of the app’s credentials"
          }
          hint="The app’s own credentials belong to it."
          {...form.register("where")}
        />
        <RadioField
          value="other"
          label="Another account"
          hint="The app reaches it through a role there, which it assumes."
          {...form.register("where")}
        />
      </fieldset>
      {where === "other" ? (
        <>
          <TextInput
            label="Account id"
            mono
            inputMode="numeric"
            className="max-w-140"
            hint="Twelve digits, leading zeros included."
            error={errors.accountId?.message}
            {...form.register("accountId", {
              onChange: (event: { target: { value: string } }) => follow(event.target.value.trim()),
            })}
          />
          <TextInput
            label="Role to reach the account"
            mono
            className="max-w-140"
            hint="Of this account. The app assumes it with an external id that it made for the account."
            error={errors.accessRoleArn?.message}
            {...form.register("accessRoleArn")}
          />
          {isAccountId(accountId.trim()) ? (
            <AccessRolePanel
              key={accountId.trim()}
              accountId={accountId.trim()}
              integration={null}
              integrationRoleName={roleName}
              accessRoleArn={accessRoleArn}
              prepare={prepareAccess}
            />
          ) : null}
        </>
      ) : null}
    </>
  );
}
