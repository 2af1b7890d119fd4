"use client";

import type { AccessRoleOptionView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { LongList } from "#components/ui/long-list.tsx";
import { useAddressText } from "#components/ui/use-address-text.ts";
import { isReady, matches, readyFirst, type AccessChoice } from "./access-choice.ts";
import { RoleOption } from "./role-option.tsx";
import { SearchField } from "./search-field.tsx";

const searchFrom = 6;

interface RoleChoiceSectionProps {
  roles: readonly AccessRoleOptionView[];
  choice: AccessChoice;
  error: string | undefined;
  /** By role ARN. */
  roleErrors: ReadonlyMap<string, string>;
  /** By the name of the access role. */
  consentErrors: ReadonlyMap<string, string>;
  onToggle: (roleArn: string) => void;
  onConsent: (accessRole: string) => void;
  onChooseAll: (roleArns: readonly string[]) => void;
}

/** Which roles are given: those that open something now come first. */
export function RoleChoiceSection(props: RoleChoiceSectionProps) {
  const { roles, choice, error, consentErrors } = props;
  const [search, setSearch] = useAddressText("q");
  const shown = readyFirst(roles).filter((role) => matches(search, role.roleArn, role.accessRole));
  const ready = shown.filter(isReady);
  const allReadyChosen = ready.length > 0 && ready.every((role) => choice.roleArns.has(role.roleArn));

  return (
    <section aria-labelledby="roles-title" className="min-w-0 rounded-[10px] border border-line bg-card">
      <div className="space-y-2.5 border-b border-line px-4 py-3">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 id="roles-title" className="font-medium">
            Roles
            <span className="ml-2 font-normal text-mute">
              {choice.roleArns.size > 0 ? `${countWords(choice.roleArns.size, "role")} chosen` : null}
            </span>
          </h2>
          {ready.length > 1 ? (
            <Button
              size="small"
              aria-disabled={allReadyChosen}
              onClick={() => {
                if (!allReadyChosen) props.onChooseAll(ready.map((role) => role.roleArn));
              }}
            >
              Choose all {ready.length} that are ready
            </Button>
          ) : null}
        </div>
        {roles.length >= searchFrom ? (
          <SearchField label="Search roles" value={search} onChange={setSearch} />
        ) : null}
        <FieldError id="roles-error" error={error} />
      </div>
      {shown.length > 0 ? (
        <LongList
          label="Roles to choose from"
          items={shown}
          itemKey={(role) => role.roleArn}
          estimatedHeight={112}
          render={(role) => (
            <RoleOption
              option={role}
              chosen={choice.roleArns.has(role.roleArn)}
              consented={choice.adopt.has(role.accessRole)}
              error={props.roleErrors.get(role.roleArn)}
              consentError={consentErrors.get(role.accessRole)}
              onToggle={() => props.onToggle(role.roleArn)}
              onConsent={() => props.onConsent(role.accessRole)}
            />
          )}
        />
      ) : (
        <p className="px-4 py-6 text-mute">
          No role matches “{search.trim()}”. The search looks at ARNs and names of access roles.
        </p>
      )}
    </section>
  );
}
