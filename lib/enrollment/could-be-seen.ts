/** A reading says when it was over, and AWS shows a write some seconds late. */
export const readingAtMostMs = 60_000;

/** Whether a reading that was over at `readAt` had to see what was written at `writtenAt` (both ISO 8601). */
export function couldBeSeen(writtenAt: string, readAt: string): boolean {
  return Date.parse(writtenAt) <= Date.parse(readAt) - readingAtMostMs;
}
