"use client";

import { ExternalLink } from "lucide-react";
import Link from "next/link";
import type { ShownAccount } from "#lib/domain/enrollment/observation.ts";
import type { LaunchTileView } from "#lib/domain/enrollment/launch-views.ts";
import { namesInWords } from "#components/access/name-words.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { ChecksList } from "#components/enrollment/checks-list.tsx";
import { stepHref } from "#components/enrollment/step-words.ts";
import { roleHref, roleStates } from "#components/trust/role-state.ts";
import { whyHref } from "#components/why/why-words.ts";
import { buttonClasses, LinkButton } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Light } from "#components/ui/light.tsx";
import { LaunchEvidence } from "./launch-evidence.tsx";
import { lightsWords } from "./tile-groups.ts";

function CliLines({ tile }: { tile: LaunchTileView }) {
  return (
    <ol aria-label={`Command lines for ${tile.name}`} className="space-y-1">
      {tile.cli.map((line, at) => (
        <li key={line} className="flex items-start gap-1 rounded-md bg-soft py-1 pr-1 pl-2.5">
          <code className="min-w-0 flex-1 py-0.5 font-mono [overflow-wrap:anywhere] whitespace-pre-wrap">
            {line}
          </code>
          <CopyButton text={line} what={`line ${at + 1} for ${tile.name}`} />
        </li>
      ))}
    </ol>
  );
}

interface LaunchTileProps {
  integration: string;
  tile: LaunchTileView;
  account: ShownAccount;
  isAuditLogRead: boolean;
}

/** A role with everything that leads into it, or what stands in the way. */
export function LaunchTile({ integration, tile, account, isAuditLogRead }: LaunchTileProps) {
  const state = roleStates[tile.state];
  const fails = tile.state === "fails";
  return (
    <article aria-label={`${tile.name} in ${account.displayName}`} className="px-4 py-3.5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h3 className="font-medium break-words">{tile.name}</h3>
            <Light state={state.light}>{state.label}</Light>
          </div>
          <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-mute">
            <AccountBadge account={account} />
            <code className="font-mono break-all">{tile.path}</code>
          </p>
          {tile.state === "ready" ? null : <p className="mt-1 break-words">{tile.says}</p>}
          <p className="mt-1 text-sm break-words text-mute">
            {tile.heldBy.length > 0 ? `Held by ${namesInWords(tile.heldBy)}` : "Nobody holds it yet"}
          </p>
          <LaunchEvidence tile={tile} isAuditLogRead={isAuditLogRead} />
        </div>
        {tile.consoleUrl === null ? (
          <LinkButton
            prefetch={false}
            href={fails ? roleHref(integration, tile.roleArn) : stepHref(integration, "app")}
            aria-label={fails ? `See what to change in ${tile.name}` : undefined}
          >
            {fails ? "See what to change" : "Create the app first"}
          </LinkButton>
        ) : (
          <a
            href={tile.consoleUrl}
            target="_blank"
            rel="noreferrer"
            aria-label={`Open console: ${tile.name} in ${account.displayName}, new tab`}
            className={buttonClasses(tile.state === "unknown" ? "plain" : "primary", "normal")}
          >
            Open console
            <ExternalLink className="size-3.5" aria-hidden />
          </a>
        )}
      </div>
      <div className="mt-1.5 grid gap-x-6 lg:grid-cols-2">
        {tile.cli.length > 0 && !fails ? (
          <Disclosure bare summary="Command line">
            <CliLines tile={tile} />
          </Disclosure>
        ) : null}
        <Disclosure bare summary={lightsWords(tile)}>
          {tile.checks.length > 0 ? (
            <ChecksList checks={tile.checks} label={`Lights of ${tile.name}`} />
          ) : (
            <p className="text-mute">Nothing was checked for this role yet.</p>
          )}
          <p className="mt-2.5">
            <Link
              href={whyHref(integration, { role: tile.roleArn })}
              prefetch={false}
              className="rounded-sm text-accent underline"
            >
              Why can’t somebody open it?
            </Link>
          </p>
        </Disclosure>
      </div>
    </article>
  );
}
