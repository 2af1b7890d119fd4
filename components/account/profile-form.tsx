"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import {
  accountColours,
  type AccountColour,
  type AccountProfile,
} from "#lib/domain/enrollment/observation.ts";
import { callAction, type Action } from "#components/enrollment/action-call.ts";
import { isSettledInOtherTab } from "#components/problem/other-tab.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/field.tsx";
import { AccountSwatch } from "./account-badge.tsx";

export type SaveProfileAction = Action<
  Pick<AccountProfile, "accountId" | "displayName" | "colour" | "environment" | "contact">,
  null
>;

interface ProfileFormProps {
  account: AccountProfile;
  save: SaveProfileAction;
  /** Has what the page shows read again. */
  onSaved: () => Promise<ActionResult<unknown>>;
}

type SaveState = { phase: "idle" | "saving" | "saved" } | { phase: "refused"; result: Refusal };
type Refusal = Extract<ActionResult<null>, { ok: false }>;

/** How the account is called and marked in this app; AWS and Teleport know nothing of it. */
export function ProfileForm({ account, save, onSaved }: ProfileFormProps) {
  const router = useRouter();
  const [displayName, setDisplayName] = useState(account.displayName);
  const [colour, setColour] = useState<AccountColour>(account.colour);
  const [environment, setEnvironment] = useState(account.environment ?? "");
  const [contact, setContact] = useState(account.contact ?? "");
  const [state, setState] = useState<SaveState>({ phase: "idle" });
  const fieldErrors = state.phase === "refused" ? state.result.fieldErrors : {};
  const nameError = displayName.trim() === "" ? "Give the account a name that people recognise." : undefined;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (nameError) return;
    setState({ phase: "saving" });
    const result = await callAction(save, {
      accountId: account.accountId,
      displayName: displayName.trim(),
      colour,
      environment: environment.trim() || null,
      contact: contact.trim() || null,
    });
    if (!result.ok) {
      setState({ phase: "refused", result });
      return;
    }
    const read = await onSaved();
    setState({ phase: "saved" });
    // Made again without a session, the page would be left for the sign-in.
    if (read.ok || !isSettledInOtherTab(read.problem)) router.refresh();
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="max-w-140 space-y-4">
      <TextInput
        label="Account name"
        autoCapitalize="words"
        value={displayName}
        error={nameError ?? fieldErrors["displayName"]}
        onChange={(event) => setDisplayName(event.target.value)}
      />
      <fieldset>
        <legend className="mb-1 font-medium">Colour</legend>
        <div className="flex flex-wrap gap-2">
          {accountColours.map((each) => (
            <label
              key={each}
              className="inline-flex min-h-9 items-center gap-2 rounded-lg border border-line bg-card px-2.5 has-checked:border-accent has-checked:bg-sel has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name={`colour-${account.accountId}`}
                value={each}
                checked={colour === each}
                onChange={() => setColour(each)}
                className="sr-only"
              />
              <AccountSwatch colour={each} />
              {each}
            </label>
          ))}
        </div>
      </fieldset>
      <TextInput
        label="Environment"
        hint="Optional: production, staging, development."
        value={environment}
        error={fieldErrors["environment"]}
        onChange={(event) => setEnvironment(event.target.value)}
      />
      <TextInput
        label="Contact"
        hint="Optional: whom to ask about access to this account."
        value={contact}
        error={fieldErrors["contact"]}
        onChange={(event) => setContact(event.target.value)}
      />
      {state.phase === "refused" ? (
        <ProblemNote problem={state.result.problem} reference={state.result.reference} live />
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" busy={state.phase === "saving"}>
          {state.phase === "saving" ? "Saving" : "Save"}
        </Button>
        <output className="text-mute">{state.phase === "saved" ? "Saved." : ""}</output>
      </div>
    </form>
  );
}
