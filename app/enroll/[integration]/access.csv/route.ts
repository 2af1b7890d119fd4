import { answerAccessReview } from "#lib/server/access-review.ts";
import { integrationOf, type EnrollmentParams } from "../../../(admin)/enroll/[integration]/params.ts";

export const dynamic = "force-dynamic";

export async function GET(_request: Request, { params }: { params: EnrollmentParams }): Promise<Response> {
  return await answerAccessReview(await integrationOf(params));
}
