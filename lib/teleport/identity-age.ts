import { AppError } from "#lib/domain/errors.ts";
import type { Identity } from "./identity-source.ts";

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
    what: `The Teleport identity of ${userName} expired at ${validTo.toISOString()}.`,
    why: "The file was not renewed in time: tbot has stopped, or can't reach the cluster.",
    remedy: "Restart tbot and look at its log, then choose Continue.",
    evidence: validTo.toISOString(),
  });
}
