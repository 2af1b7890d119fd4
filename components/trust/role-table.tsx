"use client";

import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { RoleRow } from "./role-row.tsx";
import { RoleTableHead } from "./role-table-head.tsx";
import { toggleAll, toggleOne } from "./role-choice.ts";
import { placeRows } from "./place-rows.ts";
import { targetIndex } from "./row-keys.ts";
import { useRowWindow } from "./use-row-window.ts";

const neverChanges = () => () => undefined;
/** So many rows come with the page; the rest is placed by the browser. */
const rowsFromServer = 30;

interface RoleTableProps {
  integration: string;
  rows: readonly TrustRowView[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  openArn: string | null;
  /** `byKeyboard`: the focus is to follow. */
  onOpen: (row: TrustRowView, how: { event?: MouseEvent; byKeyboard: boolean }) => void;
}

/** A table of any length of which only the rows in view are in the page; the arrow keys walk through all of them. */
export function RoleTable({ integration, rows, chosen, onChoose, openArn, onOpen }: RoleTableProps) {
  const list = useRef<HTMLTableSectionElement>(null);
  const wantsFocus = useRef(false);
  const [activeArn, setActiveArn] = useState<string | null>(null);
  const keys = useMemo(() => rows.map((row) => row.arn), [rows]);
  const active = useMemo(
    () => (activeArn === null ? 0 : Math.max(0, keys.indexOf(activeArn))),
    [keys, activeArn],
  );
  // Positions are set through the DOM: they exist in the browser only, never as attributes from the server.
  const inBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const virtualizer = useRowWindow(list, keys, active);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    if (!row) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });

  const latest = useRef({ rows, chosen, onChoose, onOpen });
  useLayoutEffect(() => {
    latest.current = { rows, chosen, onChoose, onOpen };
  });
  const toggle = useCallback((row: TrustRowView) => {
    latest.current.onChoose(toggleOne(latest.current.chosen, row.arn));
  }, []);
  const toggleShown = useCallback(() => {
    latest.current.onChoose(toggleAll(latest.current.rows, latest.current.chosen));
  }, []);
  const open = useCallback((row: TrustRowView, event: MouseEvent) => {
    setActiveArn(row.arn);
    latest.current.onOpen(row, { event, byKeyboard: false });
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows[active];
    if (row && event.key === " ") {
      event.preventDefault();
      if (row.selectable) onChoose(toggleOne(chosen, row.arn));
      return;
    }
    if (row && event.key === "Enter") {
      event.preventDefault();
      onOpen(row, { byKeyboard: true });
      return;
    }
    const to = targetIndex(event.key, active, rows.length);
    if (to === null) return;
    event.preventDefault();
    wantsFocus.current = true;
    setActiveArn(keys[to] ?? null);
    virtualizer.scrollToIndex(to, { align: "auto" });
  };

  const rowAt = (at: number, place?: { start?: number; measure: typeof virtualizer.measureElement }) => {
    const row = rows[at];
    return row ? (
      <RoleRow
        key={row.arn}
        row={row}
        integration={integration}
        at={at}
        chosen={row.selectable && chosen.has(row.arn)}
        open={row.arn === openArn}
        active={at === active}
        {...place}
        onToggle={toggle}
        onOpen={open}
      />
    ) : null;
  };
  const { scrollMargin } = virtualizer.options;
  const places = virtualizer.getVirtualItems();
  const { above, apart } = placeRows(places, active, scrollMargin);

  return (
    <table
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- rows are walked with the arrow keys and chosen: a grid, in the elements of a table
      role="grid"
      aria-label="Roles of the account"
      aria-rowcount={rows.length + 1}
      aria-multiselectable
      onKeyDown={onKeyDown}
      className="block overflow-clip rounded-[10px] border border-line bg-card text-left"
    >
      <RoleTableHead shown={rows} chosen={chosen} onToggleAll={toggleShown} />
      <tbody
        ref={list}
        className="relative -mb-px block [overflow-anchor:none]"
        {...(inBrowser ? { style: { height: virtualizer.getTotalSize(), paddingTop: above } } : {})}
      >
        {inBrowser
          ? places.map((place) =>
              rowAt(place.index, {
                measure: virtualizer.measureElement,
                ...(place === apart && { start: place.start - scrollMargin }),
              }),
            )
          : rows.slice(0, rowsFromServer).map((_, at) => rowAt(at))}
      </tbody>
    </table>
  );
}
