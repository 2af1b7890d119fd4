import type { ChangeProgress, Run } from "./run.ts";
import type { RunView } from "./views.ts";

/* A run over thousands of changes is told once as a whole, and then by what is new of it. */

/** Remembers what one listener was told of each change. */
export class ToldChanges {
  readonly #byKey = new Map<string, string>();

  /** The changes that are not as they were told last; all of them the first time. */
  newsOf(run: Run): readonly ChangeProgress[] {
    return run.changes.filter(({ change, status, at, waiting, problem }) => {
      const now = JSON.stringify([status, at, waiting, problem]);
      if (this.#byKey.get(change.key) === now) return false;
      // An equal text is not put in place of the older one: five times a second that would renew thousands.
      this.#byKey.set(change.key, now);
      return true;
    });
  }
}

/** Whether the one tells of events of the run that the other does not know yet. */
export function isAhead(
  one: Pick<RunView, "id" | "revision"> | null,
  other: Pick<RunView, "id" | "revision"> | null,
): boolean {
  return one !== null && one.id === other?.id && one.revision > other.revision;
}

/** The run with what is new of it; its other changes stay as they were told before. */
export function withNews(whole: RunView | null, news: RunView | null): RunView | null {
  if (whole === null || news === null) return whole;
  const changed = new Map(news.changes.map((change) => [change.key, change]));
  return { ...news, changes: whole.changes.map((change) => changed.get(change.key) ?? change) };
}
