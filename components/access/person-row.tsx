"use client";

import { useId } from "react";
import type { AccessUserView } from "#lib/domain/enrollment/views.ts";
import { offboardHref } from "#components/enrollment/step-words.ts";
import { TakeAwayLink } from "#components/offboard/take-away-link.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { GrantWay } from "./access-choice.ts";
import { namesInWords, roleNameOf } from "./name-words.ts";

const ways: readonly { value: GrantWay; label: string; hint: string }[] = [
  {
    value: "roles",
    label: "Give the access roles",
    hint: "Each chosen role has its own access role: it can be taken away one by one, and requested.",
  },
  {
    value: "trait",
    label: "Put the ARNs into their trait",
    hint: "Adds them to aws_role_arns of this user. It counts only with a role that reads the trait.",
  },
];

const yourTrait =
  "This will add the AWS role ARNs to your Teleport user profile, in aws_role_arns. It counts only with a role that reads the trait.";

interface PersonRowProps {
  integration: string;
  user: AccessUserView;
  way: GrantWay | null;
  error: string | undefined;
  onChange: (way: GrantWay | null) => void;
}

/** Somebody who may get the chosen roles: what they reach now, and by which way they shall get more. */
export function PersonRow({ integration, user, way, error, onChange }: PersonRowProps) {
  const id = useId();
  const local = user.kind === "local";
  return (
    <div className="flex gap-3 px-4 py-3">
      <Checkbox
        id={id}
        checked={way !== null}
        disabled={!local}
        aria-describedby={`${id}-now`}
        onChange={(event) => onChange(event.target.checked ? "roles" : null)}
        className="mt-0.5"
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <label htmlFor={id} className="font-medium break-all">
            {user.name}
          </label>
          {user.isYou ? <Chip tone="warn">you</Chip> : null}
          <Chip>{local ? "local user" : "SSO user"}</Chip>
        </div>
        <p id={`${id}-now`} className="text-sm break-words text-mute">
          {user.reaches.length > 0
            ? `Reaches ${namesInWords(user.reaches.map(roleNameOf))} now`
            : "Reaches no role of this account now"}
        </p>
        {local && user.reaches.length > 0 ? (
          <TakeAwayLink href={offboardHref(integration, { person: user.name })}>
            Take access away
            <span className="sr-only"> from {user.name}</span>
          </TakeAwayLink>
        ) : null}
        {user.note || !local ? (
          <p className="mt-0.5 text-sm break-words">
            {user.note ?? "Their access comes from the identity provider."}
            {local ? null : (
              <>
                {" "}
                <a href="#sso" className="rounded-sm text-accent underline">
                  Go to the template
                </a>
              </>
            )}
          </p>
        ) : null}
        {way === null ? null : (
          <fieldset className="mt-2 space-y-1.5">
            <legend className="sr-only">How {user.name} gets the roles</legend>
            {ways.map((each) => (
              <div key={each.value} className="flex gap-2.5">
                <input
                  type="radio"
                  id={`${id}-${each.value}`}
                  name={`${id}-way`}
                  checked={way === each.value}
                  aria-describedby={`${id}-${each.value}-hint`}
                  onChange={() => onChange(each.value)}
                  className="mt-0.5 size-4 shrink-0 accent-accent"
                />
                <span className="min-w-0">
                  <label htmlFor={`${id}-${each.value}`} className="block">
                    {each.label}
                  </label>
                  <span id={`${id}-${each.value}-hint`} className="block text-sm text-mute">
                    {each.value === "trait" && user.isYou ? yourTrait : each.hint}
                  </span>
                </span>
              </div>
            ))}
          </fieldset>
        )}
        <FieldError id={`${id}-error`} error={error} />
      </div>
    </div>
  );
}
