"use client";

import { clsx } from "clsx";
import { Plus, TriangleAlert } from "lucide-react";
import { useId } from "react";
import type { ShownAccount } from "#lib/domain/enrollment/observation.ts";
import type { AccessPreviewView } from "#lib/domain/enrollment/views.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { LoadingWords, Skeleton } from "#components/ui/skeleton.tsx";
import { accountIdsOf, roleNameOf } from "./name-words.ts";
import type { PreviewState } from "./use-access-preview.ts";

type PreviewUser = AccessPreviewView["users"][number];

function MiniTile({ tile, account }: { tile: PreviewUser["tiles"][number]; account: ShownAccount }) {
  const gains = new Set(tile.gains);
  const accountIds = accountIdsOf(tile.roleArns);
  return (
    <div className="rounded-lg border border-line px-3 py-2.5">
      <p className="font-medium break-words">{tile.app}</p>
      {accountIds.map((accountId) => (
        <p key={accountId} className="text-sm">
          {accountId === account.accountId ? (
            <AccountBadge account={account} />
          ) : (
            <code className="font-mono text-mute">{accountId}</code>
          )}
        </p>
      ))}
      {tile.roleArns.length === 0 ? (
        <p className="text-sm text-mute">Listed for them, with no role to open.</p>
      ) : null}
      <ul aria-label={`Roles on ${tile.app}`} className="mt-2 flex flex-wrap gap-1.5">
        {tile.roleArns.map((arn) => (
          <li
            key={arn}
            title={arn}
            className={clsx(
              "inline-flex max-w-full items-center gap-1 rounded-md px-2 py-0.5 text-sm",
              gains.has(arn) ? "bg-ok-bg font-medium text-ok" : "bg-soft text-ink",
            )}
          >
            {gains.has(arn) ? (
              <>
                <Plus className="size-3.5 shrink-0" strokeWidth={2.5} aria-hidden />
                <span className="sr-only">new: </span>
              </>
            ) : null}
            <span className="min-w-0 break-all">{roleNameOf(arn)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function OneUser({ user, account }: { user: PreviewUser; account: ShownAccount }) {
  return (
    <li className="space-y-2 py-3.5 first:pt-0 last:pb-0">
      <div>
        <h3 className="font-medium break-all">{user.name}</h3>
        <p className="text-sm break-words text-mute">{user.when}</p>
      </div>
      {user.tiles.length > 0 ? (
        user.tiles.map((tile) => <MiniTile key={tile.app} tile={tile} account={account} />)
      ) : (
        <p className="rounded-lg border border-dashed border-edge px-3 py-2.5 text-mute">
          No tile of this account.
        </p>
      )}
      {user.warnings.map((words) => (
        <p key={words} className="flex gap-1.5 text-sm text-warn">
          <TriangleAlert className="mt-0.5 size-3.5 shrink-0" strokeWidth={2.25} aria-hidden />
          <span className="min-w-0 break-words">{words}</span>
        </p>
      ))}
    </li>
  );
}

/** What each chosen person will see, and from when it counts: worked out before anything is written. */
export function PreviewPanel({ state, account }: { state: PreviewState; account: ShownAccount }) {
  const { preview, problem, pending, retry } = state;
  const title = useId();
  return (
    <section aria-labelledby={title} aria-busy={pending}>
      <h2 id={title} className="font-medium">
        What they will see
      </h2>
      <p className="mb-3.5 text-sm text-mute">By evaluation of their roles, before anything is written.</p>
      {problem ? (
        <ProblemNote
          problem={problem}
          live
          action={
            <Button size="small" onClick={retry}>
              Try again
            </Button>
          }
        />
      ) : null}
      {!problem && !preview && pending ? (
        <div className="space-y-3">
          <LoadingWords>Working out what they will see</LoadingWords>
          <Skeleton className="w-32" />
          <Skeleton className="h-20 w-full" />
        </div>
      ) : null}
      {!problem && !preview && !pending ? (
        <p className="rounded-lg border border-dashed border-edge px-3 py-4 text-mute">
          Choose roles and people: each person’s tiles and roles appear here.
        </p>
      ) : null}
      {!problem && preview ? (
        <ul
          aria-label="Chosen people"
          className={clsx("divide-y divide-line transition-opacity", pending && "opacity-55")}
        >
          {preview.users.map((user) => (
            <OneUser key={user.name} user={user} account={account} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}
