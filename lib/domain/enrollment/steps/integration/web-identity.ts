import { oidcProviderArn } from "#lib/domain/aws/arn.ts";
import { teleportAudience, type WebIdentity } from "#lib/domain/aws/web-identity-trust.ts";
import { homeOf, integrationOf } from "../../home.ts";
import { issuerHostAndPath } from "../../issuer.ts";
import { valueOr, type Observation } from "../../observation.ts";

/** By whom the integration role lets itself be assumed; null while the issuer is not known. */
export function webIdentityOf(o: Observation): WebIdentity | null {
  const integration = integrationOf(o);
  const clusterIssuer = valueOr(o.issuer, null)?.hostAndPath;
  if (clusterIssuer === undefined && !usesBucket(o)) return null;
  const issuer = issuerHostAndPath(integration, clusterIssuer ?? "");
  return {
    providerArn: oidcProviderArn({ ...homeOf(o), hostAndPath: issuer }),
    issuerHostAndPath: issuer,
    audience: teleportAudience,
  };
}

/** An adopted integration whose keys Teleport once published in S3 keeps that issuer. */
export function usesBucket(o: Observation): boolean {
  return (integrationOf(o)?.issuerS3Uri ?? "") !== "";
}
