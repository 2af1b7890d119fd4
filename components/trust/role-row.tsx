"use client";

import { clsx } from "clsx";
import { Minus, TriangleAlert } from "lucide-react";
import { memo, useId, type MouseEvent, type ReactNode } from "react";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Light } from "#components/ui/light.tsx";
import { countWords } from "#components/enrollment/number-words.ts";
import { rowNotes, whyNotSelectable } from "./role-choice.ts";
import { managerNames, roleHref } from "./role-state.ts";

/** In px, where cells stand side by side (`min-h`): most rows have it, and are where they belong before they are measured. */
export const usualRowHeight = 58;

export const rowGrid =
  "grid grid-cols-[2.5rem_auto_minmax(0,1fr)] lg:grid-cols-[2.5rem_minmax(0,1.1fr)_6.5rem_10.25rem_minmax(0,1.25fr)]";

interface RoleRowProps {
  row: TrustRowView;
  integration: string;
  /** Its place among all rows shown, the first is 0. */
  at: number;
  chosen: boolean;
  open: boolean;
  /** This row is where the keyboard is: Tab comes back to it. */
  active: boolean;
  measure?: (element: HTMLTableRowElement | null) => void;
  /** Where it stands, in px from the first row, if not after the one before. */
  start?: number;
  onToggle: (row: TrustRowView) => void;
  onOpen: (row: TrustRowView, event: MouseEvent) => void;
}

function Cell({ label, className, children }: { label?: string; className?: string; children: ReactNode }) {
  return (
    <td className={clsx("block min-w-0 py-2.5 pr-3", className)}>
      {label ? (
        <span aria-hidden className="mr-1.5 text-sm text-mute lg:hidden">
          {label}
        </span>
      ) : null}
      {children}
    </td>
  );
}

/** What the verdict says, and the first thing to weigh before this role is chosen; the open role shows all. */
function Says({ row }: { row: TrustRowView }) {
  const notes = rowNotes(row);
  const [note] = notes;
  return (
    <>
      {notes.includes(row.says) ? null : <span className="line-clamp-3 break-words">{row.says}</span>}
      {note === undefined ? null : (
        <span className="flex gap-1.5 text-warn">
          <TriangleAlert className="mt-0.5 size-3.5 shrink-0" strokeWidth={2.25} aria-hidden />
          <span className="line-clamp-3 min-w-0 break-words">
            {notes.length > 1 ? `${countWords(notes.length, "caution")}: ` : ""}
            {note}
          </span>
        </span>
      )}
    </>
  );
}

/** A tag's value may be of any length; a dash stands for itself. */
function RowLight({ light }: { light: TrustRowView["tag"] }) {
  return (
    <Light state={light.state}>
      {light.label === "–" ? (
        <span className="sr-only">does not apply</span>
      ) : (
        <span title={light.words} className="line-clamp-2 [overflow-wrap:anywhere]">
          {light.label}
        </span>
      )}
    </Light>
  );
}

/** One role: cells side by side, or one above the other where it is narrow. */
export const RoleRow = memo(function RoleRow({
  row,
  integration,
  at,
  chosen,
  open,
  active,
  measure,
  start,
  onToggle,
  onOpen,
}: RoleRowProps) {
  const unchangeable = row.filter === "cannot-change";
  const box = useId();
  return (
    <tr
      ref={measure}
      data-index={at}
      aria-rowindex={at + 2}
      tabIndex={active ? 0 : -1}
      aria-selected={row.selectable ? chosen : undefined}
      aria-current={open || undefined}
      onClick={(event) => {
        if (!isBusyClick(event)) onOpen(row, event);
      }}
      {...(start === undefined ? {} : { style: { transform: `translateY(${start}px)` } })}
      className={clsx(
        rowGrid,
        start === undefined ? "relative" : "absolute inset-x-0 top-0",
        "w-full lg:min-h-[58px] cursor-pointer border-b border-line focus-visible:-outline-offset-2",
        open ? "bg-sel" : "hover:bg-soft/60",
      )}
    >
      <td className="row-span-3 block lg:row-span-1">
        {row.selectable ? (
          <label data-quiet htmlFor={box} className="flex h-full cursor-pointer justify-center pt-3">
            <Checkbox id={box} tabIndex={-1} checked={chosen} onChange={() => onToggle(row)} />
            <span className="sr-only">
              Choose {row.name}, path {row.path}
            </span>
          </label>
        ) : (
          <span title={whyNotSelectable(row)} className="flex justify-center pt-3 text-off">
            <Minus className="size-4" aria-hidden />
            <span className="sr-only">Can’t be chosen. {whyNotSelectable(row)}</span>
          </span>
        )}
      </td>
      <Cell className="max-lg:col-span-2 max-lg:pb-1">
        <a
          href={roleHref(integration, row.arn)}
          tabIndex={-1}
          data-quiet
          onClick={(event) => onOpen(row, event)}
          className={clsx("font-medium break-words hover:underline", unchangeable && "text-mute")}
        >
          {row.name}
        </a>
        <code className="block font-mono break-all text-mute">{row.path}</code>
        {row.managedBy ? (
          <span className="block text-sm text-mute">managed by {managerNames[row.managedBy]}</span>
        ) : null}
      </Cell>
      <Cell label="Tag" className="max-lg:py-1">
        <RowLight light={row.tag} />
      </Cell>
      <Cell label="Trust" className="max-lg:py-1">
        <RowLight light={row.trust} />
      </Cell>
      <Cell className="text-sm text-mute max-lg:col-span-2 max-lg:pt-1">
        <Says row={row} />
      </Cell>
    </tr>
  );
});

/** A click on the box or on the name is theirs, and marking text is no click. */
function isBusyClick(event: MouseEvent<HTMLElement>): boolean {
  if (event.target instanceof Element && event.target.closest("[data-quiet]")) return true;
  const selection = window.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(event.currentTarget, true);
}
