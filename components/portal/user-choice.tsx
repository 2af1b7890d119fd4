"use client";

import Link from "next/link";
import type { PortalChoiceView } from "#lib/domain/portal/view.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { TextInput } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { useAddressText } from "#components/ui/use-address-text.ts";
import { FindShortcut } from "./find-shortcut.tsx";

const shownPeople = 60;
const searchFrom = 8;

interface UserChoiceProps {
  view: PortalChoiceView;
  /** The role that the address names, and that the choice leads on to. */
  open?: { account: string; role: string };
}

/** A local admin is nobody in Teleport: there is no portal of their own, but everybody else's. */
export function UserChoice({ view, open }: UserChoiceProps) {
  const [search, setSearch] = useAddressText("q");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = view.people.filter(({ name, roles }) => {
    const text = [name, ...roles].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const path = open ? `/open/${encodeURIComponent(open.account)}/${encodeURIComponent(open.role)}` : "/";
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto w-full max-w-180 space-y-4 px-4 py-7 outline-none sm:px-6"
    >
      <FindShortcut />
      <PageTitle
        title="Whose portal?"
        lead={
          <>
            People find their AWS roles on this page. You signed in locally, so Teleport does not know you,
            and you have no roles of your own here. Choose whose portal to look at; you can change nothing
            there.
          </>
        }
      />
      {view.problem ? <ProblemNote problem={view.problem} tone="warn" /> : null}
      {view.unknownName === null ? null : (
        <Notice state="warn" title={`${view.cluster} has no user ${view.unknownName}`}>
          <p>
            The name may be mistyped. People who sign in through an identity provider are known from then on.
          </p>
        </Notice>
      )}
      {view.people.length >= searchFrom ? (
        <TextInput
          label="Search user or Teleport role"
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      ) : null}
      <div>
        <p className="mb-1.5 flex flex-wrap justify-between gap-x-4 text-sm text-mute">
          <span>{countWords(found.length, view.people.length)}</span>
          <span>
            as of <RelativeTime at={view.readAt} />
          </span>
        </p>
        <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-card">
          {found.slice(0, shownPeople).map(({ name, kind, roles, locked }) => (
            <li key={name}>
              <Link
                href={`${path}?as=${encodeURIComponent(name)}`}
                prefetch={false}
                className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5 hover:bg-soft focus-visible:-outline-offset-2"
              >
                <span className="font-medium break-all">{name}</span>
                <span className="text-sm text-mute">
                  {kind === "sso" ? "single sign-on" : "local"}
                  {locked ? ", locked" : ""}
                </span>
                <span className="min-w-0 text-sm break-words text-mute sm:ml-auto">
                  {roles.length > 0 ? roles.join(", ") : "no Teleport role"}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}

function countWords(found: number, all: number): string {
  if (found > shownPeople) return `The first ${shownPeople} of ${found} users: search for others`;
  return found === all ? `${all} users` : `${found} of ${all} users`;
}
