import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { ifAsRead } from "#lib/domain/text/plan-guard.ts";
import { shellLine, shellQuote } from "#lib/domain/text/shell.ts";

type State = ResourceStates["aws/role-tag"];

interface TagLines {
  what: string;
  key: string;
  before: State | null;
  after: State | null;
  /** A line that prints key and value of each tag, with a tab between. */
  list: string;
  write: string;
}

/** AWS compares keys without case, and a tag that is written takes the place of the one that is there. */
export function tagLines({ what, key, before, after, list, write }: TagLines): string {
  const found = (state: State | null) => shellQuote(state === null ? "" : `=${state.value}`);
  const program = 'tolower($1) == key { print "=" $2 }';
  const filter = shellLine(["awk", "-F", "\\t", "-v", `key=${key.toLowerCase()}`, program]);
  return [
    `tags=$(${list.trimEnd()})\n`,
    `case "$(printf '%s\\n' "$tags" | ${filter})" in\n`,
    `${found(before)}) state=as-read ;;\n`,
    `${found(after)}) state=as-planned ;;\n`,
    "*) state=moved ;;\nesac\n",
    ifAsRead(what, write),
  ].join("");
}
