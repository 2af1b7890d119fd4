/** "2026-11-22 17:35 UTC" of a time in UTC as ISO 8601. */
export function utcMinute(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
