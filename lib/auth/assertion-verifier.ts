import type { Clock } from "#lib/enrollment/ports.ts";
import { verifyAssertion, type AssertionVerdict } from "./assertion.ts";
import type { KeySource, TrustedKeys } from "./key-source.ts";

export type AssertionVerifier = (token: string) => Promise<AssertionVerdict>;

/**
 * Verifies assertions for `audience` (TELEPORT_APP_URI). A signature that fits no known key makes it ask for the keys
 * again: that is how the first request after a rotation passes. Throws AppError where the keys can't be read.
 */
export function openAssertionVerifier(
  audience: string,
  source: KeySource,
  clock: Pick<Clock, "now">,
): AssertionVerifier {
  const against = async (token: string, { issuer, keys }: TrustedKeys) =>
    await verifyAssertion(token, { issuer, audience }, keys, clock.now());
  return async (token) => {
    const known = await source.current();
    const verdict = await against(token, known);
    if (verdict.ok || verdict.refusal !== "signature") return verdict;
    const renewed = await source.renewed(known);
    return renewed ? await against(token, renewed) : verdict;
  };
}
