import type { Staying } from "#lib/domain/enrollment/offboard/layer.ts";
import { sharedRoleWhy } from "#lib/domain/teleport/shared-role.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { UndoConflict } from "./engine/types.ts";

/** What an undo leaves: conflicts one by one; what stays for the sake of others said once, however many roles it is in. */
export function leftByUndo(conflicts: readonly UndoConflict[]): {
  leftOut: readonly Problem[];
  stays: readonly Staying[];
} {
  const shared = conflicts.filter(({ sharedWith }) => sharedWith !== undefined);
  const names = [...new Set(shared.flatMap(({ sharedWith }) => sharedWith ?? []))];
  const isOne = shared.length === 1;
  const stays = {
    what: `${shared.length} ${isOne ? "change" : "changes"} of this run ${isOne ? "stays" : "stay"}: our statements in trust policies, and what goes with them.`,
    why: `${sharedRoleWhy(names)} To close the roles to them as well, take access away in step 3: there that is a choice.`,
  };
  return {
    leftOut: conflicts.filter((conflict) => !shared.includes(conflict)).map(({ problem }) => problem),
    stays: shared.length === 0 ? [] : [stays],
  };
}
