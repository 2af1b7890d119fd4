import type { PortalEntry } from "./entry.ts";

export type OpenTarget =
  /** The address names exactly this one. */
  | { kind: "one"; entry: PortalEntry; exact: boolean }
  | { kind: "several"; entries: readonly PortalEntry[] }
  | { kind: "none" };

/** What `/open/<account>/<role>` names, among what the person may open. Whole names win over parts of names. */
export function openTarget(entries: readonly PortalEntry[], account: string, role: string): OpenTarget {
  const wantedAccount = account.trim().toLowerCase();
  const wantedRole = role.trim().toLowerCase();
  if (wantedAccount === "" || wantedRole === "") return { kind: "none" };
  const exact = entries.filter(
    (entry) => namesOf(entry).includes(wantedAccount) && entry.name.toLowerCase() === wantedRole,
  );
  if (exact.length > 0) return targetOf(exact, true);
  return targetOf(
    entries.filter(
      (entry) =>
        namesOf(entry).some((name) => name.includes(wantedAccount)) &&
        entry.name.toLowerCase().includes(wantedRole),
    ),
    false,
  );
}

function targetOf(found: readonly PortalEntry[], exact: boolean): OpenTarget {
  const [entry] = found;
  if (!entry) return { kind: "none" };
  return found.length === 1 ? { kind: "one", entry, exact } : { kind: "several", entries: found };
}

function namesOf({ account }: PortalEntry): readonly string[] {
  return [account.accountId, account.name, account.alias ?? ""].map((name) => name.toLowerCase());
}
