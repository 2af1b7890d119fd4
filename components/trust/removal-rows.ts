import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { managerNames } from "./role-state.ts";

/** The roles that have our statement, each to be chosen; those that a tool manages are no part of "choose all". */
export function removalRows(rows: readonly TrustRowView[]): readonly TrustRowView[] {
  return rows
    .filter(({ holdsOurs }) => holdsOurs)
    .map((row) => ({
      ...row,
      filter: "needs-change",
      selectable: true,
      inSelectAll: row.managedBy === null,
      modifiable: { state: "ok", label: "yes", words: "" },
      cautions:
        row.managedBy === null
          ? []
          : [
              {
                code: "managed",
                words: `${managerNames[row.managedBy]} manages it, and may put the statement back: it goes only if you choose so.`,
              },
            ],
    }));
}
