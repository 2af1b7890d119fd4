"use client";

import type { AccessUserView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { FieldError } from "#components/ui/field.tsx";
import { LongList } from "#components/ui/long-list.tsx";
import { useAddressText } from "#components/ui/use-address-text.ts";
import { matches, peopleInOrder, type AccessChoice, type GrantWay } from "./access-choice.ts";
import { PersonRow } from "./person-row.tsx";
import { SearchField } from "./search-field.tsx";
import { WhichUser } from "./which-user.tsx";

const searchFrom = 6;

interface PeopleSectionProps {
  integration: string;
  users: readonly AccessUserView[];
  /** Who you are in Teleport; null: not known. */
  you: string | null;
  /** By Teleport itself. */
  isYouKnown: boolean;
  onSayYou: (name: string | null) => void;
  choice: AccessChoice;
  error: string | undefined;
  /** By user name. */
  personErrors: ReadonlyMap<string, string>;
  onChange: (name: string, way: GrantWay | null) => void;
}

/** Who gets the chosen roles. */
export function PeopleSection(props: PeopleSectionProps) {
  const { integration, users, you, isYouKnown, onSayYou, choice, error, personErrors, onChange } = props;
  const [search, setSearch] = useAddressText("people");
  const shown = peopleInOrder(users).filter((user) => matches(search, user.name, user.kind));
  return (
    <section aria-labelledby="people-title" className="min-w-0 rounded-[10px] border border-line bg-card">
      <div className="space-y-2.5 border-b border-line px-4 py-3">
        <h2 id="people-title" className="font-medium">
          People
          <span className="ml-2 font-normal text-mute">
            {choice.people.size > 0 ? `${countWords(choice.people.size, "user")} chosen` : null}
          </span>
        </h2>
        {users.length > 0 ? (
          <WhichUser names={users.map(({ name }) => name)} you={you} known={isYouKnown} onSay={onSayYou} />
        ) : null}
        {users.length >= searchFrom ? (
          <SearchField label="Search people" value={search} onChange={setSearch} />
        ) : null}
        <FieldError id="people-error" error={error} />
      </div>
      {shown.length > 0 ? (
        <LongList
          label="People to choose from"
          items={shown}
          itemKey={(user) => user.name}
          estimatedHeight={66}
          render={(user) => (
            <PersonRow
              integration={integration}
              user={user}
              way={choice.people.get(user.name) ?? null}
              error={personErrors.get(user.name)}
              onChange={(way) => onChange(user.name, way)}
            />
          )}
        />
      ) : (
        <p className="px-4 py-6 text-mute">
          {users.length === 0
            ? "The cluster shows no users that may get access here. The access roles can still be created, and given later."
            : `Nobody’s name matches “${search.trim()}”.`}
        </p>
      )}
    </section>
  );
}
