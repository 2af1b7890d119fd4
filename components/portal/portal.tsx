"use client";

import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { entriesOf, type PortalEntry } from "#lib/domain/portal/entry.ts";
import { addLaunch, pageOf, setPage, togglePin } from "#lib/domain/portal/kept.ts";
import { consoleUrl } from "#lib/domain/portal/links.ts";
import { requestableEntries } from "#lib/domain/portal/requestable-entry.ts";
import { indexEntries, searchEntries } from "#lib/domain/portal/search.ts";
import { sectionsOf, usualOrder } from "#lib/domain/portal/sections.ts";
import type { PortalView } from "#lib/domain/portal/view.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { useAddressText } from "#components/ui/use-address-text.ts";
import { EmptyPortal } from "./empty-portal.tsx";
import { LineList, type LineListHandle } from "./line-list.tsx";
import { browseLines, foundLines, requestLines, walkOf } from "./lines.ts";
import { PortalActionsContext, type PortalActions } from "./portal-actions.ts";
import { PortalNotices } from "./portal-notices.tsx";
import { ListSkeleton } from "./portal-skeleton.tsx";
import { RequestDialog } from "./request-dialog.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { SearchBox } from "./search-box.tsx";
import { useFindKeys } from "./use-find-keys.ts";
import { useInBrowser } from "./use-in-browser.ts";
import { useKept } from "./use-kept.ts";
import { useWalk } from "./use-walk.ts";
import { ViewAsBar } from "./view-as-bar.tsx";

interface PortalProps {
  view: PortalView;
  /** What is sought while the address says nothing else. */
  usualSearch?: string;
  /** Said above the list: why the page shows what it shows. */
  children?: ReactNode;
}

/** Everything that somebody may open, and the shortest way there. */
export function Portal({ view, usualSearch = "", children }: PortalProps) {
  const inBrowser = useInBrowser();
  const { kept, settled, change } = useKept(view);
  const [search, setSearch] = useAddressText("q", usualSearch);
  const [initialSearch] = useState(search);
  const [shownKey, setShownKey] = useState<string | null>(null);
  const [requestKey, setRequestKey] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<LineListHandle>(null);

  const isFieldHeard = useRef(false);
  useLayoutEffect(() => {
    const input = field.current;
    if (input && input.value !== search) {
      // What was typed before this script came, or what the browser puts back after "Back", counts, too.
      if (isFieldHeard.current) input.value = search;
      else setSearch(input.value);
    }
    isFieldHeard.current = true;
  }, [search, setSearch]);

  const entries = useMemo(() => entriesOf(view), [view]);
  const sections = useMemo(
    () => sectionsOf(entries, { pins: settled.pins, launches: settled.launches }),
    [entries, settled.pins, settled.launches],
  );
  const index = useMemo(() => indexEntries(usualOrder(sections)), [sections]);
  const requestable = useMemo(() => indexEntries(requestableEntries(view)), [view]);
  const isSearch = search.trim() !== "";
  const lines = useMemo(
    () => [
      ...(isSearch ? foundLines(searchEntries(index, search)) : browseLines(sections)),
      ...requestLines(searchEntries(requestable, search)),
    ],
    [isSearch, index, search, sections, requestable],
  );
  const stops = useMemo(() => walkOf(lines), [lines]);
  const { active, move } = useWalk(stops, search, isSearch || sections.pinned.length > 0);

  const sessionEndsAtMs = view.sessionEndsAt === null ? null : Date.parse(view.sessionEndsAt);
  const actions = useMemo(
    (): PortalActions => ({
      cluster: view.cluster,
      sessionEndsAtMs,
      onLaunch: (entry) => change((now) => addLaunch(now, entry.key, Date.now())),
      onPin: (entry) => change((now) => togglePin(now, entry.key)),
      onShow: (entry) => setShownKey(entry.key),
      onRequest: (entry) => setRequestKey(entry.key),
    }),
    [view.cluster, sessionEndsAtMs, change],
  );

  useFindKeys(
    () => {
      field.current?.focus();
      field.current?.select();
    },
    { slash: true },
  );

  const launch = (entry: PortalEntry) => {
    const url = entry.verdict.state === "fails" ? null : consoleUrl(entry, view.cluster);
    if (url === null) {
      actions.onShow(entry);
      return;
    }
    window.open(url, "_blank", "noopener,noreferrer");
    actions.onLaunch(entry);
  };

  const onSearch = (text: string) => {
    setSearch(text);
    // What is found begins at the top, however far down the person was.
    window.scrollTo({ top: 0 });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const stop = move(event.key === "ArrowDown" ? 1 : -1);
      if (stop) list.current?.show(stop.line);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (active) launch(active.slot.entry);
    }
    if (event.key === "Escape" && event.currentTarget.value !== "") {
      event.preventDefault();
      event.currentTarget.value = "";
      onSearch("");
    }
  };

  const shown = entries.find(({ key }) => key === shownKey) ?? null;
  const requested = requestable.find(({ entry }) => entry.key === requestKey)?.entry ?? null;
  return (
    <PortalActionsContext value={actions}>
      <div className="sticky top-0 z-10">
        {view.viewAs ? <ViewAsBar user={view.user} viewer={view.viewAs.viewer} /> : null}
        <div className="mx-auto w-full max-w-280 bg-bg px-4 pt-5 pb-2 sm:px-6">
          <SearchBox ref={field} initial={initialSearch} onSearch={onSearch} onKeyDown={onKeyDown} />
        </div>
      </div>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-280 space-y-3 px-4 pb-16 outline-none sm:px-6"
      >
        <h1 className="sr-only">My roles</h1>
        <p className="flex flex-wrap justify-between gap-x-4 text-sm text-mute">
          <span>A console session lasts one hour at most.</span>
          <span>
            as of <RelativeTime at={view.readAt} />
          </span>
        </p>
        <PortalNotices view={view} />
        {children}
        {view.emptiness ? <EmptyPortal emptiness={view.emptiness} /> : null}
        {inBrowser ? (
          <LineList ref={list} lines={lines} activeId={active?.slot.id ?? null} kept={kept} />
        ) : (
          <ListSkeleton rows={view.roles.length} />
        )}
        {isSearch && lines.length === 0 && entries.length > 0 ? <NothingFound search={search} /> : null}
        <output className="sr-only">
          {inBrowser && active ? activeWords(active.slot.entry, stops.length) : ""}
        </output>
      </main>
      <RoleDialog
        entry={shown}
        view={view}
        page={shown ? pageOf(kept, shown.key) : null}
        onPage={(page) => {
          if (shown) change((now) => setPage(now, shown.key, page));
        }}
        onClose={() => setShownKey(null)}
      />
      <RequestDialog entry={requested} cluster={view.cluster} onClose={() => setRequestKey(null)} />
    </PortalActionsContext>
  );
}

function NothingFound({ search }: { search: string }) {
  return (
    <p className="rounded-xl border border-dashed border-edge bg-card px-4 py-6 break-words text-mute">
      None of your roles matches “{search.trim()}”. A role that is not given to you does not appear here.
    </p>
  );
}

function activeWords({ name, account, verdict }: PortalEntry, count: number): string {
  const found = count === 1 ? "1 role" : `${count} roles`;
  const does = verdict.state === "fails" ? "Enter says why it can’t be opened" : "Enter opens the console";
  return `${found}. ${name} in ${account.name}, ${account.environment ?? account.accountId}: ${does}.`;
}
