import "server-only";
import type { Problem } from "#lib/domain/errors.ts";
import { accessReview } from "#lib/domain/enrollment/steps/launch/review.ts";
import { csvOf } from "#lib/domain/text/csv.ts";
import { adminProblem } from "./authority.ts";
import { currentObservation } from "./observations.ts";
import { refusalPage, statusOf } from "./refusal-page.ts";
import { identify } from "./viewer.ts";

/** Who can open what in an enrollment, as a file: of what was read last, without another reading. */
export async function answerAccessReview(integration: string): Promise<Response> {
  const refused = adminProblem(await identify(false));
  if (refused) return refusalPage(refused, statusOf(refused));
  const observation = await currentObservation(integration);
  if (observation === null) return refusalPage(unread(integration), 404);
  const review = accessReview(observation);
  if (!review.ok) return refusalPage(review.problem, 503);
  return new Response(csvOf(review.rows), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${integration.replaceAll(/[^\w.-]/g, "_")}_access.csv"`,
      "Cache-Control": "no-store",
    },
  });
}

function unread(integration: string): Problem {
  return {
    code: "not-found",
    what: `Nothing has been read of ${integration} yet.`,
    why: "The file tells what was read last, and the app has not read this enrollment since it started.",
    remedy: "Open the enrollment, and download the file from its step Launch.",
  };
}
