import { answerLastMove } from "#lib/server/last-move.ts";

export const dynamic = "force-dynamic";

/** Not below `/enroll`: there every word may be an enrollment's name. */
export async function GET(): Promise<Response> {
  return await answerLastMove();
}
