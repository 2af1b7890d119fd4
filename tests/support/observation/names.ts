/** The account, cluster and integration that the observation fixtures speak of. */
export const at = "2026-11-22T10:00:00.000Z";
export const accountId = "123456789012";
export const otherAccountId = "999999999999";
export const integrationName = "acme-production";
export const integrationRoleName = "teleport-integration";
export const integrationRoleArn = `arn:aws:iam::${accountId}:role/${integrationRoleName}`;
export const providerArn = `arn:aws:iam::${accountId}:oidc-provider/teleport.acme.test`;
export const clusterName = "teleport.acme.test";
