import "server-only";
import { headers } from "next/headers";

/** Pages are not told their own address: what stands before every request says it. */
export const wantedPathHeader = "x-aws-access-wanted-path";

/** The sign-in that leads back to the page that was asked for. */
export async function signInPath(): Promise<string> {
  const wanted = (await headers()).get(wantedPathHeader);
  return wanted === null || wanted === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(wanted)}`;
}
