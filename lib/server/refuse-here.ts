import "server-only";
import { adminProblem } from "./authority.ts";
import { refusalPage, statusOf } from "./refusal-page.ts";
import { identify } from "./viewer.ts";

/** Where a page sends whoever may not see it: says why, with the right status; an admin is sent on. */
export async function refuseHere(): Promise<Response> {
  const problem = adminProblem(await identify(false));
  if (problem) return refusalPage(problem, statusOf(problem));
  return new Response(null, { status: 307, headers: { Location: "/" } });
}
