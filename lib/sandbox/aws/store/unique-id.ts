import { createHash, randomBytes } from "node:crypto";

type Prefix = "AROA" | "AIDA" | "ANPA" | "AIPA" | "AKIA" | "ASIA";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function encode(prefix: Prefix, bytes: Uint8Array, length: number): string {
  return prefix + [...bytes.subarray(0, length)].map((byte) => alphabet[byte % 32]).join("");
}

export function newUniqueId(prefix: Prefix): string {
  return encode(prefix, randomBytes(17), 17);
}

export function newAccessKeyId(prefix: "AKIA" | "ASIA"): string {
  return encode(prefix, randomBytes(16), 16);
}

export function newSecret(): string {
  return randomBytes(30).toString("base64");
}

/** The same id for the same ARN: the seed is the same on every machine. */
export function seededUniqueId(prefix: Prefix, arn: string): string {
  return encode(prefix, createHash("sha256").update(arn).digest(), 17);
}
