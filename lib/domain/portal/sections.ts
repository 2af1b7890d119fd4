import type { PortalEntry } from "./entry.ts";
import type { Kept } from "./kept.ts";
import type { PortalAccount } from "./view.ts";

export interface PortalSections {
  pinned: readonly PortalEntry[];
  /** Without what is pinned. */
  recent: readonly PortalEntry[];
  accounts: readonly { account: PortalAccount; entries: readonly PortalEntry[] }[];
}

const shownRecent = 4;

/** What people come back to first, then everything. A kept role that the person does not have now is left out. */
export function sectionsOf(
  entries: readonly PortalEntry[],
  kept: Pick<Kept, "pins" | "launches">,
): PortalSections {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const pinned = kept.pins.flatMap((key) => byKey.get(key) ?? []);
  const recent = kept.launches
    .filter(({ key }) => !kept.pins.includes(key))
    .flatMap(({ key }) => byKey.get(key) ?? [])
    .slice(0, shownRecent);
  return { pinned, recent, accounts: byAccount(entries) };
}

/** In the order of the entries, which is that of the accounts. */
function byAccount(entries: readonly PortalEntry[]): PortalSections["accounts"] {
  const groups = new Map<string, { account: PortalAccount; entries: PortalEntry[] }>();
  for (const entry of entries) {
    const { account } = entry;
    const group = groups.get(account.accountId);
    if (group) group.entries.push(entry);
    else groups.set(account.accountId, { account, entries: [entry] });
  }
  return [...groups.values()];
}

/** All entries once, those that people come back to first: what a search ranks equal keeps this order. */
export function usualOrder({ pinned, recent, accounts }: PortalSections): readonly PortalEntry[] {
  return [...new Set([...pinned, ...recent, ...accounts.flatMap(({ entries }) => entries)])];
}
