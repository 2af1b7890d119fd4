import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";

/** Chosen roles by ARN. After a new reading some may have become ready or unchangeable: those count no more. */
export function chosenRows(
  rows: readonly TrustRowView[],
  chosen: ReadonlySet<string>,
): readonly TrustRowView[] {
  return chosen.size === 0 ? [] : rows.filter((row) => row.selectable && chosen.has(row.arn));
}

export function toggleOne(chosen: ReadonlySet<string>, arn: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(arn)) next.add(arn);
  return next;
}

export type AllState = "none" | "some" | "all" | "nothing-to-choose";

/** The state of "select all" for the rows shown: it stands for those that need no confirmation of their own. */
export function allState(shown: readonly TrustRowView[], chosen: ReadonlySet<string>): AllState {
  let offered = 0;
  let taken = 0;
  for (const row of shown) {
    if (!row.selectable || !row.inSelectAll) continue;
    offered += 1;
    if (chosen.has(row.arn)) taken += 1;
  }
  if (offered === 0) return "nothing-to-choose";
  if (taken === 0) return "none";
  return taken === offered ? "all" : "some";
}

/** Takes all rows shown that need no confirmation, or lets all rows shown go. */
export function toggleAll(shown: readonly TrustRowView[], chosen: ReadonlySet<string>): ReadonlySet<string> {
  const next = new Set(chosen);
  if (allState(shown, chosen) === "all") {
    for (const row of shown) next.delete(row.arn);
  } else {
    for (const row of shown) if (row.selectable && row.inSelectAll) next.add(row.arn);
  }
  return next;
}

export function inSelectAllCount(shown: readonly TrustRowView[]): number {
  return shown.reduce((count, row) => count + (row.selectable && row.inSelectAll ? 1 : 0), 0);
}

/** "2 tags, 2 statements · nothing removed" */
export function choiceWords(rows: readonly TrustRowView[]): string {
  const tags = rows.filter((row) => row.needsTag).length;
  const statements = rows.filter((row) => row.needsTrust).length;
  return `${countWords(tags, "tag")}, ${countWords(statements, "statement")} · nothing removed`;
}

/** Why a row has no box to tick. */
export function whyNotSelectable(row: TrustRowView): string {
  if (row.filter === "ready") return "Nothing to change: the role is ready.";
  return row.modifiable.state === "ok" ? row.says : row.modifiable.words;
}

/** What to weigh before this role is chosen, each said once; nothing for a role that can't be. */
export function rowNotes(row: TrustRowView): readonly string[] {
  if (!row.selectable) return [];
  const { modifiable } = row;
  const notes = row.cautions.map((caution) => caution.words);
  if (modifiable.state !== "ok" && modifiable.state !== "off") notes.push(modifiable.words);
  return [...new Set(notes)];
}
