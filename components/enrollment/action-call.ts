import { unstable_rethrow } from "next/navigation";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";

/** A server action as a component gets it: one plain object in, a result out. */
export type Action<I, T> = (input: I) => Promise<ActionResult<T>>;

/** Calls an action; a connection that breaks is a failure in words like every other one. */
export async function callAction<I, T>(action: Action<I, T>, input: I): Promise<ActionResult<T>> {
  try {
    return await action(input);
  } catch (error) {
    unstable_rethrow(error);
    return {
      ok: false,
      problem: {
        code: "unexpected",
        what: "The app did not answer.",
        why: "The connection broke, or the app was restarted or updated meanwhile.",
        remedy: "Reload the page: it shows what was done. Then try again.",
      },
      fieldErrors: {},
      reference: null,
    };
  }
}
