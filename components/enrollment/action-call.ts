import { unstable_rethrow } from "next/navigation";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { refusalIn } from "./refusal-in.ts";

/** A server action as a component gets it: one plain object in, a result out. */
export type Action<I, T> = (input: I) => Promise<ActionResult<T>>;

/** Calls an action; a refusal, and a connection that breaks, is a failure in words like every other one. */
export async function callAction<I, T>(action: Action<I, T>, input: I): Promise<ActionResult<T>> {
  try {
    return await action(input);
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, problem: refusalIn(error) ?? noAnswer, fieldErrors: {}, reference: null };
  }
}

const noAnswer: Problem = {
  code: "unexpected",
  what: "The app did not answer.",
  why: "The connection broke, or the app was restarted or updated meanwhile.",
  remedy: "Reload the page: it shows what was done. Then try again.",
};
