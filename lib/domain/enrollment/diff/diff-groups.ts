import type { DiffGroupView, DiffLine, DiffView } from "../views.ts";
import { resourceName } from "../titles.ts";

/** Diffs that write the same lines, taken in one by one: of thousands the first stands for all, the others are let go. */
interface Group {
  first: DiffView;
  around: string;
  isAlike: boolean;
  hasOneNote: boolean;
  hasOneTitle: boolean;
  members: DiffGroupView["members"][number][];
}

/**
 * Diffs that write the same lines stand once, with the resources that they hold for, in the order of the plan.
 * Two diffs are equal when they add and remove the same lines for the same reason; the lines around may differ, and
 * are then left out of the group's diff, because one role's document must not stand for another's.
 */
export function groupDiffs(diffs: Iterable<DiffView>): DiffGroupView[] {
  const groups = new Map<string, Group>();
  for (const diff of diffs) {
    const signature = signatureOf(diff);
    const group = groups.get(signature);
    if (group) takeIn(group, diff);
    else groups.set(signature, beginGroup(diff));
  }
  return Array.from(groups.values(), (group) => ({
    diff: representative(group),
    count: group.members.length,
    members: group.members,
  }));
}

function beginGroup(first: DiffView): Group {
  const around = JSON.stringify(first.lines);
  return { first, around, isAlike: true, hasOneNote: true, hasOneTitle: true, members: [memberOf(first)] };
}

function takeIn(group: Group, diff: DiffView): void {
  group.isAlike &&= JSON.stringify(diff.lines) === group.around;
  group.hasOneNote &&= diff.note === group.first.note;
  group.hasOneTitle &&= diff.title === group.first.title;
  group.members.push(memberOf(diff));
}

function memberOf({ key, resource }: DiffView): DiffGroupView["members"][number] {
  return { key, resource, name: resourceName(resource) };
}

function signatureOf(diff: DiffView): string {
  return JSON.stringify([genericTitle(diff), diff.why, changedLines(diff.lines)]);
}

/** Titles end with the resource's name ("Trust policy of Billing"); a group's has none. */
function genericTitle({ title, resource }: DiffView): string {
  const name = ` ${resourceName(resource)}`;
  return title.endsWith(name) ? title.slice(0, -name.length).replace(/ of$/, "") : title;
}

function changedLines(lines: readonly DiffLine[]): DiffLine[] {
  return lines.filter((line) => line.kind !== "same");
}

function representative({ first, isAlike, hasOneNote, hasOneTitle, members }: Group): DiffView {
  if (members.length === 1) return first;
  const note = hasOneNote ? first.note : null;
  const title = hasOneTitle ? first.title : genericTitle(first);
  return isAlike
    ? { ...first, title, note }
    : { ...first, title, lines: changedLines(first.lines), note: elsewhereUnchanged };
}

const elsewhereUnchanged = "The lines around it differ from one to the next; they stay as they are.";
