"use client";

import { clsx } from "clsx";
import { memo } from "react";
import type { RequestableEntry } from "#lib/domain/portal/requestable-entry.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Light } from "#components/ui/light.tsx";
import { EnvironmentChip } from "./environment-chip.tsx";
import { usePortalActions } from "./portal-actions.ts";
import { nameLook, rowLook, verdictLook } from "./row-look.ts";

interface RequestLineProps {
  entry: RequestableEntry;
  isFirst: boolean;
  isLast: boolean;
}

/** A role that somebody has to agree to first. */
export const RequestLine = memo(function RequestLine({ entry, isFirst, isLast }: RequestLineProps) {
  const { onRequest } = usePortalActions();
  const { name, path, account, teleportRole } = entry;
  return (
    <article
      aria-label={`${name} in ${account.name}, by request`}
      className={clsx(rowLook, "bg-card", isFirst && "rounded-t-xl border-t", isLast && "rounded-b-xl")}
    >
      <div className={nameLook}>
        <p className="flex flex-wrap items-baseline gap-x-2.5">
          <span className="font-medium break-words">{name}</span>
          {path === "/" ? null : <code className="font-mono text-sm break-all text-mute">{path}</code>}
        </p>
        <p className="flex flex-wrap items-baseline gap-x-2.5 text-sm text-mute">
          <AccountBadge
            account={{ accountId: account.accountId, displayName: account.name, colour: account.colour }}
          />
          <EnvironmentChip environment={account.environment} />
        </p>
      </div>
      <div className={verdictLook}>
        <Light state="warn">by request only</Light>
      </div>
      <span className="ml-auto flex justify-end">
        <Button
          size="small"
          onClick={() => onRequest(entry)}
          aria-label={`Request ${name} in ${account.name} with ${teleportRole}`}
        >
          Request
        </Button>
      </span>
    </article>
  );
});
