import { readFileSync } from "node:fs";
import { AppError } from "#lib/domain/errors.ts";

/** Text of TELEPORT_CA_FILE; undefined: the public roots. */
export function readTrustRoots(caFile: string | undefined): string | undefined {
  if (caFile === undefined) return undefined;
  try {
    const text = readFileSync(caFile, "utf8");
    if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  } catch {
    // Told below, in the same words as a file without a certificate.
  }
  throw new AppError({
    code: "configuration-invalid",
    what: "TELEPORT_CA_FILE names no file of certificates.",
    why: `There is no PEM certificate to read at ${caFile}.`,
    remedy: "Correct TELEPORT_CA_FILE, or unset it where the cluster's certificate is public.",
    evidence: caFile,
  });
}
