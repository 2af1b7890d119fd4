import { shortHash } from "../short-hash.ts";

/** The Sid of our statement in a target role's trust policy: Sids take letters and digits only, so the ARN goes in by its hash. */
export function trustStatementSid(integrationRoleArn: string): string {
  return `TeleportIntegration${shortHash(integrationRoleArn)}`;
}

/** The Sid of our statement in the integration role's own trust policy. */
export function webIdentitySid(providerArn: string): string {
  return `TeleportOidc${shortHash(providerArn)}`;
}
