const minuteMs = 60_000;

/** AWS limits sessions of a role that was reached through another role. */
const chainedSessionMs = 60 * minuteMs;

/** A launch that was clicked here: what became of it is not known, so that all of this is an estimate. */
export interface LaunchEstimate {
  state: "open" | "ended";
  /** "open, about 42 min left" */
  words: string;
}

/** How long an ended session is still worth a word. */
const rememberedMs = 12 * 60 * minuteMs;

/** null: never launched, or so long ago that nobody asks. Times in ms. */
export function launchEstimate(
  launchedAtMs: number | null,
  nowMs: number,
  sessionEndsAtMs: number | null,
): LaunchEstimate | null {
  if (launchedAtMs === null) return null;
  const endsAtMs = Math.min(launchedAtMs + chainedSessionMs, sessionEndsAtMs ?? Number.POSITIVE_INFINITY);
  const leftMs = endsAtMs - nowMs;
  if (leftMs > 0) return { state: "open", words: `open, ${leftWords(leftMs)}` };
  if (nowMs - launchedAtMs > rememberedMs) return null;
  return { state: "ended", words: "session ended" };
}

function leftWords(leftMs: number): string {
  return leftMs < minuteMs ? "less than 1 min left" : `about ${Math.floor(leftMs / minuteMs)} min left`;
}

/** Teleport refuses to launch in the last minutes of its own session. */
const refusedMs = 15 * minuteMs;

/** What is left of the Teleport session once it is too short for a launch; null: it is long enough, or not known. */
export function shortTeleportSession(
  sessionEndsAtMs: number | null,
  nowMs: number,
): { leftMin: number } | null {
  if (sessionEndsAtMs === null) return null;
  const leftMs = sessionEndsAtMs - nowMs;
  return leftMs < refusedMs ? { leftMin: Math.max(0, Math.floor(leftMs / minuteMs)) } : null;
}

export const sessionLimitWords =
  "A session lasts one hour at most: Teleport reaches the role through another role, and AWS limits such sessions to that.";

/** AWS offers to keep several sessions apart, to whoever turns it on; it is documented for its own partition. */
export function severalConsolesWords(partition: string): string {
  const usual = "A second console in the same browser signs the first one out";
  return partition === "aws"
    ? `${usual}, unless multi-session support is turned on in the console’s account menu: then a browser keeps up to five.`
    : `${usual}: open it in another browser profile.`;
}
