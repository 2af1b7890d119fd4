import { actionWords, type HeldAction } from "#lib/domain/aws/app-permissions-held.ts";
import { verbWords, type HeldVerb } from "#lib/domain/teleport/app-permissions-held.ts";

/** A permission that is asked for, by whichever system, in the words of its policies and rules. */
export interface HeldPermission {
  /** `iam:TagRole on arn:…`, `update on role` */
  words: string;
  verdict: "allowed" | "denied" | "unknown";
  because: string | null;
}

export function heldAction(held: HeldAction): HeldPermission {
  return { words: actionWords(held), verdict: held.verdict, because: held.because };
}

export function heldVerbWords(held: HeldVerb): HeldPermission {
  const because =
    held.verdict === "unknown"
      ? "Rules with a condition (where) are evaluated by Teleport alone, when the call is made."
      : null;
  return { words: verbWords(held), verdict: held.verdict, because };
}

const namedAtMost = 20;

/** Each by its exact name, and why, as far as that is known; a long list ends with how many more there are. */
export function namesOf(permissions: readonly HeldPermission[]): string {
  const named = permissions.slice(0, namedAtMost).map(({ words }) => words);
  const more = permissions.length - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])].join("; ");
  const reasons = new Set(permissions.flatMap(({ because }) => because ?? []));
  return [`${list}.`, ...reasons].join(" ");
}

export function missingIn(permissions: readonly HeldPermission[]): readonly HeldPermission[] {
  return permissions.filter(({ verdict }) => verdict === "denied");
}

export function unknownIn(permissions: readonly HeldPermission[]): readonly HeldPermission[] {
  return permissions.filter(({ verdict }) => verdict === "unknown");
}
