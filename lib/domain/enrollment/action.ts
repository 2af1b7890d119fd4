import type { Problem } from "#lib/domain/errors.ts";

/** What every server action answers: expected failures are returned, never thrown. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      problem: Problem;
      /** By the input's field name (dotted path), words for the person. */
      fieldErrors: Readonly<Record<string, string>>;
      /** To be quoted when asking for help: the log has the rest. */
      reference: string | null;
    };
