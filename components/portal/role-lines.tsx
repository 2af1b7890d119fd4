"use client";

import { clsx } from "clsx";
import { memo } from "react";
import type { PortalEntry } from "#lib/domain/portal/entry.ts";
import type { PortalAccount } from "#lib/domain/portal/view.ts";
import { AccountBadge, AccountSwatch } from "#components/account/account-badge.tsx";
import { EnvironmentChip } from "./environment-chip.tsx";
import { RoleButtons, SessionLeft, type RoleMemory } from "./role-buttons.tsx";
import { nameLook, rowLook, verdictLook } from "./row-look.ts";
import { VerdictLight } from "./verdict-light.tsx";

interface RoleLineProps extends RoleMemory {
  id: string;
  entry: PortalEntry;
  active: boolean;
}

const activeLook = "bg-sel shadow-[inset_0_0_0_1.5px_var(--accent)]";

function RoleName({ entry }: { entry: PortalEntry }) {
  return (
    <span className="font-medium break-words">
      {entry.name}
      {entry.isOneOfSeveral ? <span className="font-normal text-mute"> through {entry.app.name}</span> : null}
    </span>
  );
}

/** A role inside its account's card. */
export const RoleLine = memo(function RoleLine({
  id,
  entry,
  active,
  isLast,
  ...memory
}: RoleLineProps & { isLast: boolean }) {
  return (
    <article
      id={id}
      aria-label={`${entry.name} in ${entry.account.name}`}
      className={clsx(rowLook, isLast && "rounded-b-xl", active ? activeLook : "bg-card")}
    >
      <div className={nameLook}>
        <RoleName entry={entry} />
        <code className="block font-mono text-sm break-all text-mute">{entry.path}</code>
      </div>
      <div className={verdictLook}>
        <VerdictLight entry={entry} />
        <SessionLeft launchedAtMs={memory.launchedAtMs} />
      </div>
      <RoleButtons entry={entry} memory={memory} />
    </article>
  );
});

/** A role by itself: its account stands beside its name. */
export const FoundLine = memo(function FoundLine({
  id,
  entry,
  active,
  isFirst,
  isLast,
  ...memory
}: RoleLineProps & { isFirst: boolean; isLast: boolean }) {
  return (
    <article
      id={id}
      aria-label={`${entry.name} in ${entry.account.name}`}
      className={clsx(
        rowLook,
        isFirst && "rounded-t-xl border-t",
        isLast && "rounded-b-xl",
        active ? activeLook : "bg-card",
      )}
    >
      <div className={nameLook}>
        <p className="flex flex-wrap items-baseline gap-x-2.5">
          <RoleName entry={entry} />
          {entry.path === "/" ? null : (
            <code className="font-mono text-sm break-all text-mute">{entry.path}</code>
          )}
        </p>
        <p className="flex flex-wrap items-baseline gap-x-2.5 text-sm text-mute">
          <AccountBadge account={badgeOf(entry.account)} />
          <EnvironmentChip environment={entry.account.environment} />
        </p>
      </div>
      <div className={verdictLook}>
        <VerdictLight entry={entry} />
        <SessionLeft launchedAtMs={memory.launchedAtMs} />
      </div>
      <RoleButtons entry={entry} memory={memory} />
    </article>
  );
});

const bars: Readonly<Record<PortalAccount["colour"], string>> = {
  red: "bg-account-red",
  orange: "bg-account-orange",
  amber: "bg-account-amber",
  green: "bg-account-green",
  teal: "bg-account-teal",
  blue: "bg-account-blue",
  violet: "bg-account-violet",
  pink: "bg-account-pink",
};

/** A pinned or recent role: a card with the account's colour at its edge. */
export const RoleCard = memo(function RoleCard({ id, entry, active, ...memory }: RoleLineProps) {
  const { account, verdict, granted } = entry;
  return (
    <article
      id={id}
      aria-label={`${entry.name} in ${account.name}`}
      className={clsx(
        "flex min-w-0 items-center gap-3 rounded-[10px] border px-3.5 py-2.5",
        active ? "border-accent bg-sel" : "border-line bg-card",
      )}
    >
      <span aria-hidden className={clsx("w-1 shrink-0 self-stretch rounded-[3px]", bars[account.colour])} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
        <div className="min-w-0">
          <RoleName entry={entry} />
          <p className="text-sm break-words text-mute">
            {account.name} · <code className="font-mono">{account.accountId}</code>
            {account.environment ? ` · ${account.environment}` : ""}
          </p>
        </div>
        <div className="ml-auto flex flex-wrap items-center justify-end gap-x-2.5 gap-y-1">
          {verdict.state === "ready" && granted === "yes" ? null : <VerdictLight entry={entry} />}
          <SessionLeft launchedAtMs={memory.launchedAtMs} />
          <RoleButtons entry={entry} memory={memory} />
        </div>
      </div>
    </article>
  );
});

/** The head of an account's card. */
export const AccountLine = memo(function AccountLine({
  account,
  count,
}: {
  account: PortalAccount;
  count: number;
}) {
  return (
    <div className="rounded-t-xl border border-line bg-card px-4 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="flex min-w-0 items-baseline gap-2.5 text-base font-bold break-words">
          <AccountSwatch colour={account.colour} />
          <span className="min-w-0 break-words">{account.name}</span>
        </h3>
        <code className="font-mono text-sm text-mute">{account.accountId}</code>
        {account.alias !== null && account.alias !== account.name ? (
          <span className="text-sm break-words text-mute">{account.alias}</span>
        ) : null}
        <EnvironmentChip environment={account.environment} />
        <span className="ml-auto text-sm text-mute">{count === 1 ? "1 role" : `${count} roles`}</span>
      </div>
      {account.doubts.map((doubt) => (
        <p key={doubt} className="mt-1 text-sm break-words text-mute">
          {doubt}
        </p>
      ))}
    </div>
  );
});

function badgeOf({ accountId, name, colour }: PortalAccount) {
  return { accountId, displayName: name, colour };
}
