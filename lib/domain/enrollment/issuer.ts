import type { Integration } from "#lib/domain/teleport/types.ts";

const s3Uri = /^s3:\/\/([^/]+)(?:\/(.*))?$/;

/**
 * The issuer that AWS knows for an integration: the cluster's own, or the bucket of an integration that was made when
 * Teleport still published its keys in S3. Without scheme, as in the provider's ARN.
 */
export function issuerHostAndPath(
  integration: Pick<Integration, "issuerS3Uri"> | null,
  clusterIssuer: string,
): string {
  const match = s3Uri.exec(integration?.issuerS3Uri ?? "");
  if (!match) return clusterIssuer;
  const [, bucket = "", prefix = ""] = match;
  const path = prefix.replace(/\/+$/, "");
  return `${bucket}.s3.amazonaws.com${path === "" ? "" : `/${path}`}`;
}
