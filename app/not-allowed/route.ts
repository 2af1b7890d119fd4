import { refuseHere } from "#lib/server/refuse-here.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  return await refuseHere();
}
