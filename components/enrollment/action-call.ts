import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { refusalIn } from "./refusal-in.ts";

/** A server action as a component gets it: one plain object in, a result out. */
export type Action<I, T> = (input: I) => Promise<ActionResult<T>>;

/** Behind Teleport an ended session answers with another page than the app's: it looks like a broken connection. */
export const noAnswer: Problem = {
  code: "app-unreachable",
  what: "The app did not answer.",
  why: "The connection broke, the app was restarted, or your session has ended.",
  remedy:
    "Open the app in another tab, and sign in there if it asks. Then try again here: what you entered is kept.",
};

const updated: Problem = {
  code: "unexpected",
  what: "This page is of an earlier version of the app.",
  why: "The app was updated since the page was opened.",
  remedy: "Reload the page: it shows what was done. Then try again.",
};

/** Calls an action; a refusal, and a connection that breaks, is a failure in words like every other one. */
export async function callAction<I, T>(action: Action<I, T>, input: I): Promise<ActionResult<T>> {
  try {
    return await action(input);
  } catch (error) {
    unstable_rethrow(error);
    const problem = unstable_isUnrecognizedActionError(error) ? updated : (refusalIn(error) ?? noAnswer);
    return { ok: false, problem, fieldErrors: {}, reference: null };
  }
}
