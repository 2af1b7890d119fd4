"use client";

import { Pin } from "lucide-react";
import { clsx } from "clsx";
import type { PortalEntry } from "#lib/domain/portal/entry.ts";
import { consolePageUrl, consoleUrl, type ConsolePage } from "#lib/domain/portal/links.ts";
import { launchEstimate } from "#lib/domain/portal/session.ts";
import { Button, buttonClasses } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/relative-time.tsx";
import { usePortalActions } from "./portal-actions.ts";

/** What this browser keeps about a role. */
export interface RoleMemory {
  isPinned: boolean;
  launchedAtMs: number | null;
  page: ConsolePage | null;
}

const small = buttonClasses("plain", "small");

/** Console, CLI and pin of one role; where it can't be opened, why instead of a dead link. */
export function RoleButtons({ entry, memory }: { entry: PortalEntry; memory: RoleMemory }) {
  const { onPin, onShow } = usePortalActions();
  const { name, account, verdict } = entry;
  const where = `${name} in ${account.name}`;
  return (
    <span className="ml-auto flex flex-wrap items-center justify-end gap-1.5">
      {verdict.state === "fails" ? (
        <Button size="small" onClick={() => onShow(entry)} aria-label={`Why, and whom to ask: ${where}`}>
          Why, and whom to ask
        </Button>
      ) : (
        <>
          <ConsoleLink entry={entry} where={where} memory={memory} />
          <Button size="small" onClick={() => onShow(entry)} aria-label={`CLI: ${where}`}>
            CLI
          </Button>
        </>
      )}
      <button
        type="button"
        aria-pressed={memory.isPinned}
        aria-label={`Pin ${where}`}
        title={memory.isPinned ? "Unpin" : "Pin"}
        onClick={() => onPin(entry)}
        className="grid size-7.5 place-items-center rounded-lg text-mute hover:bg-soft hover:text-ink aria-pressed:text-accent"
      >
        <Pin className={clsx("size-4", memory.isPinned && "fill-current")} aria-hidden />
      </button>
    </span>
  );
}

interface ConsoleLinkProps {
  entry: PortalEntry;
  where: string;
  memory: RoleMemory;
}

function ConsoleLink({ entry, where, memory }: ConsoleLinkProps) {
  const { cluster, onLaunch, onShow } = usePortalActions();
  const url = consoleUrl(entry, cluster);
  if (url === null) {
    return (
      <Button size="small" onClick={() => onShow(entry)} aria-label={`Why there is no launch: ${where}`}>
        No launch address
      </Button>
    );
  }
  const pageUrl = memory.page ? consolePageUrl(entry.partition, memory.page) : null;
  return (
    <>
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        aria-label={`Console: ${where}, new tab`}
        onClick={() => onLaunch(entry)}
        onAuxClick={(event) => {
          if (event.button === 1) onLaunch(entry);
        }}
        className={buttonClasses("primary", "small")}
      >
        {memory.launchedAtMs === null ? "Console" : <ConsoleWords launchedAtMs={memory.launchedAtMs} />}
      </a>
      {pageUrl && memory.page ? (
        <a
          href={pageUrl}
          target="_blank"
          rel="noreferrer"
          title="Opens in the console session of this browser: launch the role first."
          aria-label={`${memory.page.service} in ${memory.page.region}: ${where}, new tab`}
          className={small}
        >
          {memory.page.service} · {memory.page.region}
        </a>
      ) : null}
    </>
  );
}

function ConsoleWords({ launchedAtMs }: { launchedAtMs: number }) {
  const { sessionEndsAtMs } = usePortalActions();
  const estimate = launchEstimate(launchedAtMs, useNow(), sessionEndsAtMs);
  return estimate?.state === "ended" ? "Reopen" : "Console";
}

/** How long the session that was opened here still lasts, by estimate. */
export function SessionLeft({ launchedAtMs }: { launchedAtMs: number | null }) {
  return launchedAtMs === null ? null : <CountDown launchedAtMs={launchedAtMs} />;
}

function CountDown({ launchedAtMs }: { launchedAtMs: number }) {
  const { sessionEndsAtMs } = usePortalActions();
  const estimate = launchEstimate(launchedAtMs, useNow(), sessionEndsAtMs);
  if (!estimate) return null;
  return (
    <span
      className="text-sm whitespace-nowrap text-mute tabular-nums"
      title="An estimate: counted from the click here."
    >
      {estimate.words}
    </span>
  );
}
