import { shortHash } from "../short-hash.ts";

/** The Sid of our statement in a target role's trust policy: Sids take letters and digits only, so the ARN goes in by its hash. */
export function trustStatementSid(integrationRoleArn: string): string {
  if (last.arn !== integrationRoleArn) {
    last = { arn: integrationRoleArn, sid: `TeleportIntegration${shortHash(integrationRoleArn)}` };
  }
  return last.sid;
}

/** All roles of an account are asked about with the same ARN. */
let last = { arn: "", sid: "" };

/** The Sid of our statement in the integration role's own trust policy. */
export function webIdentitySid(providerArn: string): string {
  return `TeleportOidc${shortHash(providerArn)}`;
}
