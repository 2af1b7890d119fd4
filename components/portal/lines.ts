import type { PortalEntry } from "#lib/domain/portal/entry.ts";
import type { RequestableEntry } from "#lib/domain/portal/requestable-entry.ts";
import type { PortalSections } from "#lib/domain/portal/sections.ts";
import type { PortalAccount } from "#lib/domain/portal/view.ts";

/** One place where a role stands: a pinned one stands among all accounts, too. */
export interface Slot {
  id: string;
  entry: PortalEntry;
}

/** What the list is made of, from top to bottom; only the lines in view stand in the page. */
export type Line =
  | { kind: "title"; id: string; text: string }
  | { kind: "pair"; id: string; slots: readonly Slot[] }
  | { kind: "account"; id: string; account: PortalAccount; count: number; isFirst: boolean }
  | { kind: "role"; id: string; slot: Slot; isLast: boolean }
  | { kind: "found"; id: string; slot: Slot; isFirst: boolean; isLast: boolean }
  | { kind: "request"; id: string; entry: RequestableEntry; isFirst: boolean; isLast: boolean };

const titles = { pinned: "Pinned", recent: "Recent" } as const;

/** Pins, then recents, then every account; a section without roles is left out. */
export function browseLines({ pinned, recent, accounts }: PortalSections): readonly Line[] {
  const lines = [...pairLines("pinned", pinned), ...pairLines("recent", recent)];
  if (accounts.length > 0) lines.push({ kind: "title", id: "all", text: "All accounts" });
  for (const [place, { account, entries }] of accounts.entries()) {
    const id = `account-${account.accountId}`;
    lines.push({ kind: "account", id, account, count: entries.length, isFirst: place === 0 });
    for (const [at, entry] of entries.entries()) {
      const slot = { id: `all-${entry.key}`, entry };
      lines.push({ kind: "role", id: slot.id, slot, isLast: at === entries.length - 1 });
    }
  }
  return lines;
}

function pairLines(section: keyof typeof titles, entries: readonly PortalEntry[]): Line[] {
  if (entries.length === 0) return [];
  const slots = entries.map((entry): Slot => ({ id: `${section}-${entry.key}`, entry }));
  const lines: Line[] = [{ kind: "title", id: section, text: titles[section] }];
  for (let at = 0; at < slots.length; at += 2) {
    lines.push({ kind: "pair", id: `${section}-${at}`, slots: slots.slice(at, at + 2) });
  }
  return lines;
}

/** What a search found, the closest first. */
export function foundLines(entries: readonly PortalEntry[]): readonly Line[] {
  const text = entries.length === 1 ? "1 role found" : `${entries.length} roles found`;
  const rows = entries.map((entry, at): Line => {
    const slot = { id: `found-${entry.key}`, entry };
    const isLast = at === entries.length - 1;
    return { kind: "found", id: slot.id, slot, isFirst: at === 0, isLast };
  });
  return rows.length > 0 ? [{ kind: "title", id: "found", text }, ...rows] : [];
}

/** What could only be asked for stands apart, at the end: Enter never lands there. */
export function requestLines(entries: readonly RequestableEntry[]): readonly Line[] {
  if (entries.length === 0) return [];
  const rows = entries.map((entry, at): Line => {
    const isLast = at === entries.length - 1;
    return { kind: "request", id: `request-${entry.key}`, entry, isFirst: at === 0, isLast };
  });
  return [{ kind: "title", id: "request", text: "By request only" }, ...rows];
}

export function slotsOf(line: Line): readonly Slot[] {
  switch (line.kind) {
    case "title":
    case "account":
    case "request":
      return [];
    case "pair":
      return line.slots;
    case "role":
    case "found":
      return [line.slot];
  }
}

/** The roles in the order in which the arrow keys pass them, each with the place of its line. */
export function walkOf(lines: readonly Line[]): readonly { slot: Slot; line: number }[] {
  return lines.flatMap((line, at) => slotsOf(line).map((slot) => ({ slot, line: at })));
}

export function rolesIn(line: Line): number {
  return line.kind === "request" ? 1 : slotsOf(line).length;
}

export function countRoles(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + rolesIn(line), 0);
}
