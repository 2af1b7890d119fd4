import "server-only";
import { shellReadAt } from "#lib/domain/enrollment/shell-view.ts";
import { container } from "./container.ts";
import { lastObservation } from "./observations.ts";
import { activeRuns } from "./runs.ts";

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
