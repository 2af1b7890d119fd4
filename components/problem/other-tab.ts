import type { ErrorCode, Problem } from "#lib/domain/errors.ts";

const inOtherTab: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["not-signed-in", "app-unreachable"]);

/**
 * Settled in another tab, by signing in there. This page must not be made again meanwhile: it would be left for the
 * sign-in, and what was entered lost.
 */
export function isSettledInOtherTab({ code }: Problem): boolean {
  return inOtherTab.has(code);
}
