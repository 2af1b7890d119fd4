import type { ResourceKind, ResourceRef } from "#lib/domain/enrollment/resource.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { UndoOutcome } from "#lib/enrollment/ports.ts";

/* The ways in which taking a change back can end, in the same words for all resources. */

export const backToBefore = "Nobody changed it since: it becomes again what it was.";
export const ourPartOnly = "Others changed it since: our part is taken out, theirs stays.";
export const ourPartBack = "Others changed it since: what this run took out comes back, theirs stays.";
export const madeAgain =
  "Nobody made it anew since: it is made again as it was. To AWS or Teleport it is a new one.";
export const removesWhatWeMade = "This run made it, and nobody changed it since.";

export function alreadyGone(): { kind: "nothing"; why: string } {
  return { kind: "nothing", why: "Nothing of it is there any more." };
}

export function nothingToTakeBack(why: string): { kind: "nothing"; why: string } {
  return { kind: "nothing", why };
}

export function undoConflict<K extends ResourceKind>(
  ref: ResourceRef,
  why: string,
  remedy: string,
): UndoOutcome<K> {
  return {
    kind: "conflict",
    problem: {
      code: "undo-conflict",
      what: `The ${describeResource(ref)} can't be taken back.`,
      why,
      remedy,
    },
  };
}

/** For resources that are made as a whole: somebody else's later change makes them theirs as well. */
export function changedSince<K extends ResourceKind>(ref: ResourceRef): UndoOutcome<K> {
  return undoConflict(
    ref,
    "Somebody changed it since, and that change would be lost.",
    "Look at it, then change or remove it by hand.",
  );
}
