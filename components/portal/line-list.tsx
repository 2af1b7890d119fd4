"use client";

import { useImperativeHandle, useRef, type Ref } from "react";
import { launchedAtMs, pageOf, type Kept } from "#lib/domain/portal/kept.ts";
import { RequestLine } from "./request-line.tsx";
import { countRoles, type Line, type Slot } from "./lines.ts";
import { AccountLine, FoundLine, RoleCard, RoleLine } from "./role-lines.tsx";
import { mostRoles } from "./line-window.ts";
import { useLineWindow } from "./use-line-window.ts";

export interface LineListHandle {
  /** Brings the line at this place into view. */
  show: (at: number) => void;
}

interface LineListProps {
  ref: Ref<LineListHandle>;
  lines: readonly Line[];
  /** Slot that Enter launches. */
  activeId: string | null;
  kept: Kept;
}

/** The list of any length: of a long one only the lines in view stand in the page. */
export function LineList(props: LineListProps) {
  return countRoles(props.lines) > mostRoles ? <WindowLines {...props} /> : <PlainLines {...props} />;
}

function PlainLines({ ref, lines, activeId, kept }: LineListProps) {
  const list = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    show: (at) => list.current?.children[at]?.scrollIntoView({ block: "nearest" }),
  }));
  return (
    <div ref={list}>
      {lines.map((line) => (
        <div key={line.id} className="scroll-mt-36 scroll-mb-6">
          <LineContent line={line} activeId={activeId} kept={kept} />
        </div>
      ))}
    </div>
  );
}

function WindowLines({ ref, lines, activeId, kept }: LineListProps) {
  const list = useRef<HTMLDivElement>(null);
  const { from, to, above, below, measure } = useLineWindow(list, lines);
  useImperativeHandle(ref, () => ({
    // The arrow keys go line by line: the next one always stands in the page already.
    show: (at) => list.current?.children[at - from]?.scrollIntoView({ block: "nearest" }),
  }));
  return (
    <div ref={list} style={{ paddingTop: above, paddingBottom: below }}>
      {lines.slice(from, to).map((line) => (
        <div key={line.id} ref={measure(line)} className="scroll-mt-36 scroll-mb-6">
          <LineContent line={line} activeId={activeId} kept={kept} />
        </div>
      ))}
    </div>
  );
}

interface LineContentProps {
  line: Line;
  activeId: string | null;
  kept: Kept;
}

/** Gaps are padding inside of the line: so they are measured with it. */
function LineContent({ line, activeId, kept }: LineContentProps) {
  const rowOf = (slot: Slot) => ({
    id: slot.id,
    entry: slot.entry,
    active: slot.id === activeId,
    isPinned: kept.pins.includes(slot.entry.key),
    launchedAtMs: launchedAtMs(kept, slot.entry.key),
    page: pageOf(kept, slot.entry.key),
  });
  switch (line.kind) {
    case "title":
      return <h2 className="pt-3 pb-2 text-sm font-medium text-mute">{line.text}</h2>;
    case "pair":
      return (
        <div className="grid gap-2.5 pb-2.5 lg:grid-cols-2">
          {line.slots.map((slot) => (
            <RoleCard key={slot.id} {...rowOf(slot)} />
          ))}
        </div>
      );
    case "account":
      return (
        <div className={line.isFirst ? undefined : "pt-3"}>
          <AccountLine account={line.account} count={line.count} />
        </div>
      );
    case "role":
      return <RoleLine {...rowOf(line.slot)} isLast={line.isLast} />;
    case "found":
      return <FoundLine {...rowOf(line.slot)} isFirst={line.isFirst} isLast={line.isLast} />;
    case "request":
      return <RequestLine entry={line.entry} isFirst={line.isFirst} isLast={line.isLast} />;
  }
}
