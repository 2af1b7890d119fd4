import "server-only";
import { shellReadAt } from "#lib/domain/enrollment/shell-view.ts";
import type { EnrollmentNow } from "#lib/domain/enrollment/enrollment-now.ts";
import { adminProblem } from "./authority.ts";
import { lastObservation } from "./observations.ts";
import { refusalOfAction, statusOf } from "./refusal-page.ts";
import { activeRunOf } from "./runs.ts";
import { identify } from "./viewer.ts";

/** What goes on in an enrollment, for its open pages: asked for often, and read from what is known. */
export async function answerNow(integration: string): Promise<Response> {
  const refused = adminProblem(await identify(false));
  if (refused) return refusalOfAction(refused, statusOf(refused));
  const observation = lastObservation(integration);
  const now: EnrollmentNow = {
    activeRun: await activeRunOf(integration),
    readAt: observation && shellReadAt(observation),
  };
  return Response.json(now, { headers: { "Cache-Control": "no-store" } });
}
