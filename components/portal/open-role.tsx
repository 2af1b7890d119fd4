"use client";

import { useEffect, useRef, useState } from "react";
import { entriesOf } from "#lib/domain/portal/entry.ts";
import { addLaunch, pageOf, setPage } from "#lib/domain/portal/kept.ts";
import { consoleUrl } from "#lib/domain/portal/links.ts";
import { sessionLimitWords } from "#lib/domain/portal/session.ts";
import type { PortalView } from "#lib/domain/portal/view.ts";
import { AccountBadge } from "#components/account/account-badge.tsx";
import { Button, buttonClasses } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { EnvironmentChip } from "./environment-chip.tsx";
import { FindShortcut } from "./find-shortcut.tsx";
import { PortalNotices } from "./portal-notices.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { useKept } from "./use-kept.ts";
import { VerdictLight, verdictWords } from "./verdict-light.tsx";
import { ViewAsBar } from "./view-as-bar.tsx";
import { WhomToAsk } from "./whom-to-ask.tsx";

interface OpenRoleProps {
  view: PortalView;
  roleKey: string;
  /** Launches without a click. */
  byItself: boolean;
}

/** The page behind a link to one role: account and role, and the launch. */
export function OpenRole({ view, roleKey, byItself }: OpenRoleProps) {
  const { kept, change } = useKept(view);
  const [more, setMore] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const entry = entriesOf(view).find(({ key }) => key === roleKey) ?? null;
  const url = entry && entry.verdict.state !== "fails" ? consoleUrl(entry, view.cluster) : null;
  const goes = byItself && url !== null && view.viewAs === null;

  useEffect(() => {
    link.current?.focus();
    if (!goes || url === null || isBeingPrepared()) return;
    change((now) => addLaunch(now, roleKey, Date.now()));
    // In place of this page: "Back" must not launch again.
    window.location.replace(url);
  }, [goes, url, roleKey, change]);

  if (!entry) return null;
  const { account, name, arn } = entry;
  const words = verdictWords(entry);
  return (
    <>
      {view.viewAs ? <ViewAsBar user={view.user} viewer={view.viewAs.viewer} /> : null}
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-150 space-y-4 px-4 py-10 outline-none sm:px-6"
      >
        <FindShortcut />
        <PortalNotices view={view} />
        <div className="space-y-3.5 rounded-xl border border-line bg-card p-5">
          <div>
            <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
              <AccountBadge
                account={{ accountId: account.accountId, displayName: account.name, colour: account.colour }}
                strong
              />
              <EnvironmentChip environment={account.environment} />
            </p>
            <h1 className="mt-1 text-xl font-bold tracking-tight break-words">{name}</h1>
            <p className="flex items-start gap-1">
              <code className="min-w-0 font-mono [overflow-wrap:anywhere] text-mute">{arn}</code>
              <CopyButton text={arn} what="the role ARN" />
            </p>
          </div>
          <VerdictLight entry={entry} />
          {words ? <p className="break-words">{words}</p> : null}
          {entry.verdict.state === "fails" ? <WhomToAsk entry={entry} user={view.user} /> : null}
          {url === null ? null : (
            <>
              <output className="block text-mute">{goes ? "Opening the console" : ""}</output>
              <div className="flex flex-wrap items-center gap-2.5">
                <a
                  ref={link}
                  href={url}
                  rel="noreferrer"
                  onClick={() => change((now) => addLaunch(now, roleKey, Date.now()))}
                  className={buttonClasses("primary", "normal")}
                >
                  Open the console
                </a>
                <Button onClick={() => setMore(true)}>CLI</Button>
              </div>
              <p className="text-sm text-mute">{sessionLimitWords}</p>
            </>
          )}
        </div>
      </main>
      <RoleDialog
        entry={more ? entry : null}
        view={view}
        page={pageOf(kept, entry.key)}
        onPage={(page) => change((now) => setPage(now, entry.key, page))}
        onClose={() => setMore(false)}
      />
    </>
  );
}

/** A browser may run a page that nobody has asked for yet. */
function isBeingPrepared(): boolean {
  return "prerendering" in document && document.prerendering === true;
}
