import type { Problem } from "#lib/domain/errors.ts";
import type { Observation } from "../observation.ts";
import type { WrittenRecord } from "../record/written.ts";
import type { AnyChange } from "../resource.ts";

/** What taking an enrollment away has to know. */
export interface Removal {
  o: Observation;
  /** Of the whole account: what one integration wrote may be another one's to leave. */
  record: WrittenRecord;
  /** Ids of the choices that were made: see `offboardChoices`. */
  choices: ReadonlySet<string>;
}

/** Something that stays because it is not this enrollment's to remove. */
export interface Staying {
  what: string;
  why: string;
}

/** One layer of what goes: later layers need earlier ones. */
export interface Layer {
  changes: readonly AnyChange[];
  /** What should go and can't, with cause and remedy. */
  leftOut: readonly Problem[];
  stays: readonly Staying[];
}

export const nothingHere: Layer = { changes: [], leftOut: [], stays: [] };

export function layerOf(parts: readonly Partial<Layer>[]): Layer {
  return {
    changes: parts.flatMap(({ changes = [] }) => changes),
    leftOut: parts.flatMap(({ leftOut = [] }) => leftOut),
    stays: parts.flatMap(({ stays = [] }) => stays),
  };
}

export const keysOf = (...layers: readonly Pick<Layer, "changes">[]): readonly string[] =>
  layers.flatMap(({ changes }) => changes.map(({ key }) => key));

/** Something keeps what should go. */
export function kept(what: string, why: string, remedy: string, evidence?: string): Problem {
  return { code: "still-needed", what, why, remedy, ...(evidence === undefined ? {} : { evidence }) };
}
