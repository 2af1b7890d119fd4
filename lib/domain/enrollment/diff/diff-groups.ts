import type { DiffGroupView, DiffLine, DiffView } from "../views.ts";
import { resourceName } from "../titles.ts";

/**
 * Diffs that write the same lines stand once, with the resources that they hold for, in the order of the plan.
 * Two diffs are equal when they add and remove the same lines for the same reason; the lines around may differ, and
 * are then left out of the group's diff, because one role's document must not stand for another's.
 */
export function groupDiffs(diffs: readonly DiffView[]): DiffGroupView[] {
  const groups = new Map<string, DiffView[]>();
  for (const diff of diffs) {
    const signature = signatureOf(diff);
    const group = groups.get(signature);
    if (group) group.push(diff);
    else groups.set(signature, [diff]);
  }
  return [...groups.values()].map((members) => ({
    diff: representative(members),
    count: members.length,
    members: members.map((member) => ({
      key: member.key,
      resource: member.resource,
      name: resourceName(member.resource),
    })),
  }));
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

function representative(members: readonly DiffView[]): DiffView {
  const [first] = members as readonly [DiffView, ...DiffView[]];
  if (members.length === 1) return first;
  const around = JSON.stringify(first.lines);
  const alike = members.every((member) => JSON.stringify(member.lines) === around);
  const note = members.every((member) => member.note === first.note) ? first.note : null;
  const title = members.every((member) => member.title === first.title) ? first.title : genericTitle(first);
  return alike
    ? { ...first, title, note }
    : { ...first, title, lines: changedLines(first.lines), note: elsewhereUnchanged };
}

const elsewhereUnchanged = "The lines around it differ from one to the next; they stay as they are.";
