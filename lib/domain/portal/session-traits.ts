import type { Traits } from "#lib/domain/teleport/types.ts";

/** A session's traits, by what the cluster's record of the user says now. */
export interface SessionTraits {
  /** Those that count: all of the session but what was taken away during it. */
  all: Traits;
  /** Those of them that the record has, too; the rest may come from an access list. */
  confirmed: Traits;
}

/** One value of a trait as text, to be remembered. */
export function traitValues(traits: Traits): readonly string[] {
  return Object.entries(traits).flatMap(([name, values]) => values.map((value) => traitValue(name, value)));
}

function traitValue(name: string, value: string): string {
  return JSON.stringify([name, value]);
}

/** `seen`: what the record was seen to have during this session; a value that is gone since was taken away. */
export function sessionTraits(session: Traits, record: Traits, seen: ReadonlySet<string>): SessionTraits {
  const held = new Set(traitValues(record));
  const keep = (counts: (key: string) => boolean): Traits =>
    Object.fromEntries(
      Object.entries(session).map(([name, values]) => [
        name,
        values.filter((value) => counts(traitValue(name, value))),
      ]),
    );
  return {
    all: keep((key) => held.has(key) || !seen.has(key)),
    confirmed: keep((key) => held.has(key)),
  };
}
