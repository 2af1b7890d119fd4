import "server-only";
import type { LastMove } from "#lib/domain/enrollment/enrollment-now.ts";
import { adminProblem } from "./authority.ts";
import { container } from "./container.ts";
import { refusalOfAction, statusOf } from "./refusal-page.ts";
import { identify } from "./viewer.ts";

/** When a run last began, went on or ended, for whoever has the list of enrollments open: asked for often, and cheap. */
export async function answerLastMove(): Promise<Response> {
  const refused = adminProblem(await identify(false));
  if (refused) return refusalOfAction(refused, statusOf(refused));
  const { journal } = await container();
  const moves = await journal.lastMoves();
  const now: LastMove = { at: moves.reduce((last, { at }) => (at > last ? at : last), "") };
  return Response.json(now, { headers: { "Cache-Control": "no-store" } });
}
