import { createPrivateKey, X509Certificate } from "node:crypto";
import { AppError } from "#lib/domain/errors.ts";
import type { IdentityMaterial } from "./identity-file.ts";

/** What the client certificate says: Teleport keeps the user in CN and the roles in O. */
export interface IdentityCertificate {
  userName: string;
  roles: readonly string[];
  /** From the issuing CA; null where it does not name one. */
  clusterName: string | null;
  validFrom: Date;
  validTo: Date;
}

function listOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((part) => typeof part === "string") : [];
}

function nameParts(name: unknown, key: string): readonly string[] {
  return typeof name === "object" && name !== null ? listOf(Reflect.get(name, key)) : [];
}

export function readIdentityCertificate(material: IdentityMaterial): IdentityCertificate {
  const certificate = new X509Certificate(material.certificatePem);
  let keyFits: boolean;
  try {
    keyFits = certificate.checkPrivateKey(createPrivateKey(material.keyPem));
  } catch {
    keyFits = false;
  }
  const { subject, issuer } = certificate.toLegacyObject();
  const userName = nameParts(subject, "CN")[0];
  if (!keyFits || userName === undefined) {
    throw new AppError({
      code: "teleport-identity-invalid",
      what: "The Teleport identity file can't be used.",
      why: keyFits
        ? "Its client certificate names no user."
        : "Its private key does not belong to its certificate; it may be half-written.",
      remedy: "Have tbot or tctl auth sign write the file anew.",
    });
  }
  return {
    userName,
    roles: nameParts(subject, "O"),
    clusterName: nameParts(issuer, "O")[0] ?? null,
    validFrom: certificate.validFromDate,
    validTo: certificate.validToDate,
  };
}
