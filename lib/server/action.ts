import "server-only";
import { randomBytes } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { judgeRequest } from "#lib/auth/request-rules.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import type { ActionResult } from "#lib/domain/enrollment/action.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { adminProblem } from "./authority.ts";
import { behindTeleport } from "./config.ts";
import { log } from "./log.ts";
import { requestRules } from "./request-rules.ts";
import { requestOrigin } from "./session.ts";
import { identify } from "./viewer.ts";

/** Who may call an action. `anyone` is for signing in and out; behind Teleport that too takes an assertion. */
type Audience = "anyone" | "user" | "admin";

export interface ActionContext {
  /** Empty where nobody needs to be signed in. */
  user: string;
  /** null where nobody needs to be signed in. */
  viewer: Viewer | null;
}

/** Who is asking, and why they may not, if so. An admin's roles are read from the cluster now, not from a cache. */
async function authorise(audience: Audience): Promise<{ viewer: Viewer | null; problem: Problem | null }> {
  if (audience === "anyone" && !behindTeleport()) return { viewer: null, problem: null };
  const identified = await identify(audience === "admin");
  if (!identified.ok) return { viewer: null, problem: identified.problem };
  return { viewer: identified.viewer, problem: audience === "admin" ? adminProblem(identified) : null };
}

/**
 * Builds a server action: the only way to make one. It authenticates, authorises, parses the input and turns every
 * failure into data, in this order, so that no handler can be reached past one of them.
 */
export function dataAction<S extends z.ZodType, T>(
  audience: Audience,
  schema: S,
  handler: (input: z.output<S>, context: ActionContext) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => {
    try {
      const origin = judgeRequest(await requestOrigin("POST"), requestRules());
      if (!origin.ok)
        return refuse({
          code: "cross-site",
          what: "This request was refused.",
          why: origin.why,
          remedy: "Use the app's own pages.",
        });
      const { viewer, problem } = await authorise(audience);
      if (problem) return refuse(problem);
      const parsed = schema.safeParse(input);
      if (!parsed.success) return refuse(invalidInput, fieldErrorsOf(parsed.error));
      return { ok: true, value: await handler(parsed.data, { user: viewer?.name ?? "", viewer }) };
    } catch (error) {
      unstable_rethrow(error);
      return failed(error);
    }
  };
}

const invalidInput: Problem = {
  code: "input-invalid",
  what: "Something in the form can't be used.",
  why: "The fields below say what.",
  remedy: "Correct them and try again. Nothing was written.",
};

function refuse(problem: Problem, fieldErrors: Record<string, string> = {}): ActionResult<never> {
  return { ok: false, problem, fieldErrors, reference: null };
}

function fieldErrorsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  return fields;
}

/** Named failures are shown as they are; of all others only a reference leaves the log. */
function failed(error: unknown): ActionResult<never> {
  if (error instanceof AppError) {
    log.info({ code: error.code, evidence: error.problem.evidence }, error.message);
    return refuse(error.problem, error.field === null ? {} : { [error.field]: error.problem.what });
  }
  const reference = randomBytes(4).toString("hex");
  log.error({ reference, err: error }, "an action failed in a way that nobody foresaw");
  return {
    ok: false,
    problem: {
      code: "unexpected",
      what: "Something went wrong inside the app.",
      why: "This failure has no name yet; the log holds the details.",
      remedy: `Try again. If it stays, look for the reference ${reference} in the app's log.`,
    },
    fieldErrors: {},
    reference,
  };
}
