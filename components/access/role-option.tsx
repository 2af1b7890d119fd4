"use client";

import { useId } from "react";
import type { AccessRoleOptionView } from "#lib/domain/enrollment/views.ts";
import { Checkbox, CheckboxField } from "#components/ui/checkbox.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { DownloadButton } from "#components/ui/download-button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Light } from "#components/ui/light.tsx";
import { roleStates } from "#components/trust/role-state.ts";
import { opensNow } from "./access-choice.ts";
import { namesInWords } from "./name-words.ts";

interface RoleOptionProps {
  option: AccessRoleOptionView;
  chosen: boolean;
  consented: boolean;
  error: string | undefined;
  /** Review was pressed without the consent that this role needs. */
  consentError: string | undefined;
  onToggle: () => void;
  onConsent: () => void;
}

/** An IAM role to give, with the access role that gives it. */
export function RoleOption({
  option,
  chosen,
  consented,
  error,
  consentError,
  onToggle,
  onConsent,
}: RoleOptionProps) {
  const id = useId();
  const state = roleStates[option.state];
  return (
    <div className="flex gap-3 px-4 py-3">
      <Checkbox
        id={id}
        checked={chosen}
        onChange={onToggle}
        aria-describedby={`${id}-error`}
        className="mt-0.5"
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
          <label htmlFor={id} className="min-w-0">
            <span className="block font-medium break-words">{option.name}</span>
            <code className="block font-mono break-all text-mute">{option.path}</code>
          </label>
          <Light state={state.light}>{state.label}</Light>
        </div>
        {option.state === "ready" ? null : (
          <p className="text-sm break-words text-mute">
            {option.says}
            {opensNow(option) ? "" : " Access can be given now, and opens something once the role is ready."}
          </p>
        )}
        <p className="mt-1 text-sm break-words text-mute">
          {option.heldBy.length > 0 ? `Held by ${namesInWords(option.heldBy)}` : "Nobody holds it yet"}
        </p>
        <FieldError id={`${id}-error`} error={error} />
        {chosen && option.needsConsent ? (
          <div className="my-2 rounded-lg border border-warn/60 p-3">
            <CheckboxField
              checked={consented}
              onChange={onConsent}
              label={
                <>
                  Use the access role <code className="font-mono break-all">{option.accessRole}</code>, which
                  somebody else made
                </>
              }
              hint="A Teleport role of this name exists and was not made by this app. It is used as it is and never widened: whoever it gives more to keeps that."
              error={consentError}
            />
          </div>
        ) : null}
        <Disclosure
          bare
          summary={
            <span className="text-sm">
              Access role <code className="font-mono break-all text-ink">{option.accessRole}</code>
              {option.accessRoleExists ? ", exists" : ", will be created"}
            </span>
          }
        >
          <CodeBlock
            code={option.yaml}
            label={option.fileName}
            actions={<DownloadButton text={option.yaml} fileName={option.fileName} />}
          />
        </Disclosure>
      </div>
    </div>
  );
}
