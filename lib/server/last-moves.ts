import "server-only";
import type { LastMove } from "#lib/domain/enrollment/enrollment-now.ts";
import { shellReadAt } from "#lib/domain/enrollment/shell-view.ts";
import { adminProblem } from "./authority.ts";
import { container } from "./container.ts";
import { lastObservation } from "./observations.ts";
import { refusalOfAction, statusOf } from "./refusal-page.ts";
import { activeRuns } from "./runs.ts";
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

/** Enrollments that a run has changed since they were read here, as one in another process does. */
export async function overtaken(): Promise<readonly string[]> {
  const { journal } = await container();
  const [moves, active] = await Promise.all([journal.lastMoves(), activeRuns()]);
  return moves
    .filter(({ integration, at }) => {
      const known = lastObservation(integration);
      return known !== null && shellReadAt(known) < at && !active.has(integration);
    })
    .map(({ integration }) => integration);
}
