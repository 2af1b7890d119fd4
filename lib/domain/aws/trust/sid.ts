import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Sids take letters and digits only, so an ARN goes in by its hash: one fixed Sid per ARN makes patch and undo exact. */
export function hashedSid(prefix: string, text: string): string {
  return `${prefix}${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 8)}`;
}

/** The Sid of our statement in a target role's trust policy. */
export function trustStatementSid(integrationRoleArn: string): string {
  return hashedSid("TeleportIntegration", integrationRoleArn);
}

/** The Sid of our statement in the integration role's own trust policy. */
export function webIdentitySid(providerArn: string): string {
  return hashedSid("TeleportOidc", providerArn);
}
