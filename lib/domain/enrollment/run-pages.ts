import type { RunView, UnreadRunView } from "./views.ts";

interface Page {
  /** Those that began before this run stand on the next page; null: there is none. */
  older: string | null;
  /** What the page was asked for; null: the newest. */
  before: string | null;
}

/** A page of runs, newest first. */
export interface RunListView extends Page {
  runs: readonly (RunView | UnreadRunView)[];
}

/** What a page of runs did to a role. */
export interface RoleHistoryView extends Page {
  /** `at` null: what the run did can't be read. */
  entries: readonly { at: string | null; words: string; runId: string }[];
}
