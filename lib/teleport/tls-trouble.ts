/** Failures of a TLS handshake, told apart by Node's and OpenSSL's codes. */
export type TlsTrouble =
  | "untrusted-chain"
  | "wrong-name"
  | "own-certificate-refused"
  | "no-protocol"
  | "expired"
  | "other";

const untrusted: ReadonlySet<string> = new Set([
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_UNTRUSTED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_REVOKED",
  "INVALID_CA",
]);

/** Node's error code, wherever in the chain of causes it stands. */
export function nodeCode(error: unknown, depth = 0): string | null {
  if (typeof error !== "object" || error === null || depth > 6) return null;
  const code: unknown = Reflect.get(error, "code");
  if (typeof code === "string" && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
  return nodeCode(Reflect.get(error, "cause"), depth + 1);
}

/** Null: the failure is not one of TLS. */
export function tlsTrouble(code: string): TlsTrouble | null {
  if (untrusted.has(code)) return "untrusted-chain";
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") return "expired";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return "wrong-name";
  if (/NO_APPLICATION_PROTOCOL/.test(code)) return "no-protocol";
  if (
    /ALERT_(?:CERTIFICATE_|BAD_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)|CERTIFICATE_REQUIRED|TLSV1_ALERT_UNKNOWN_CA/.test(
      code,
    )
  ) {
    return "own-certificate-refused";
  }
  return /^ERR_(?:SSL|TLS)/.test(code) || code === "EPROTO" ? "other" : null;
}
