"use client";

import type { AccountView, EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { ProfileForm, type SaveProfileAction } from "#components/account/profile-form.tsx";
import { callAction } from "#components/enrollment/action-call.ts";
import type { RefreshAction } from "#components/enrollment/step-actions.ts";
import { Section } from "#components/ui/card.tsx";
import { Exact } from "#components/ui/code-block.tsx";
import { FactList } from "#components/ui/fact-list.tsx";

interface AccountSectionProps {
  shell: EnrollmentShellView;
  view: AccountView;
  saveProfile: SaveProfileAction;
  refresh: RefreshAction;
}

/** What the account is called in AWS and Teleport, which is read, and in this app, which is edited here. */
export function AccountSection({ shell, view, saveProfile, refresh }: AccountSectionProps) {
  const { integration, account } = shell;
  const { app } = view;
  return (
    <Section title="Account" id="account">
      <div className="space-y-6">
        <FactList
          facts={[
            { name: "Account id", value: <Exact text={account.accountId} what="the account id" /> },
            { name: "Alias in AWS", value: aliasOf(view) },
            ...(view.partition === "aws" ? [] : [{ name: "Partition", value: view.partition }]),
            { name: "Integration", value: <Exact text={integration} what="the integration’s name" /> },
            {
              name: "Integration role",
              value: <Exact text={view.integrationRoleArn} what="the integration role’s ARN" />,
            },
            {
              name: "App in Teleport",
              value: app ? <Exact text={app.publicAddr} what="the app’s address" /> : "none yet",
            },
          ]}
        />
        <div>
          <h3 className="font-medium">As people see it</h3>
          <p className="mb-4 prose-width text-mute">
            The name, colour, environment and contact stand in the portal and in this app. AWS and Teleport
            know nothing of them.
          </p>
          <ProfileForm
            account={account}
            save={saveProfile}
            onSaved={() => callAction(refresh, { integration })}
          />
        </div>
      </div>
    </Section>
  );
}

function aliasOf({ alias, aliasRead }: AccountView) {
  if (alias !== null) return <Exact text={alias} what="the account’s alias" />;
  return aliasRead ? "none that could be read" : "not read: the account’s roles could not be listed";
}
