import { AppError } from "#lib/domain/errors.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { utcMinute } from "#lib/domain/text/utc-minute.ts";
import type { Identity, IdentitySource } from "./identity-source.ts";

/** Machine ID renews three times within a certificate's life by default. */
const renewalsPerLifetime = 3;

/** The file has not been rewritten for two renewal intervals: whatever renews it has stopped. */
export function isNotRenewed(identity: Identity, now: Date): boolean {
  const { validFrom, validTo } = identity.certificate;
  const intervalMs = (validTo.getTime() - validFrom.getTime()) / renewalsPerLifetime;
  return now.getTime() - identity.writtenAt.getTime() > 2 * intervalMs;
}

export function assertNotExpired(identity: Identity, now: Date): void {
  const { validTo, userName } = identity.certificate;
  if (now < validTo) return;
  throw new AppError({
    code: "teleport-identity-expired",
    what: `The Teleport identity of ${userName} expired at ${utcMinute(validTo.toISOString())}.`,
    why: "The file was not renewed in time: tbot has stopped, or can't reach the cluster.",
    remedy: "Restart tbot and look at its log, then try again.",
    evidence: validTo.toISOString(),
  });
}

/** What the identity file alone says: missing, unusable, expired, or not renewed. Nothing is sent. */
export async function identityFileProblem(
  identities: IdentitySource,
  now: () => Date,
): Promise<Problem | null> {
  try {
    const identity = await identities.current();
    assertNotExpired(identity, now());
    if (!isNotRenewed(identity, now())) return null;
    const { userName, validTo } = identity.certificate;
    return {
      code: "teleport-identity-not-renewed",
      what: `The Teleport identity of ${userName} is not renewed any more, and ends at ${utcMinute(validTo.toISOString())}.`,
      why: `Its file was written last at ${utcMinute(identity.writtenAt.toISOString())}; Machine ID writes it anew three times within its life.`,
      remedy: "See whether tbot still runs, and look at its log. Until that time everything works.",
      evidence: validTo.toISOString(),
    };
  } catch (error) {
    if (error instanceof AppError) return error.problem;
    throw error;
  }
}
