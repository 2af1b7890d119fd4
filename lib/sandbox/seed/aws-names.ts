import { production } from "./company.ts";

/** Whose access key the app gets. */
export const appUserName = "aws-access-app";

export const organizationId = "o-acme4f7k2q";

/** An account of somebody else's, which the sandbox knows by its number only. */
export const foreignAccountId = "999999999999";

export const roleArnIn = (accountId: string, pathAndName: string) =>
  `arn:aws:iam::${accountId}:role/${pathAndName}`;

export const rootArn = (accountId: string) => `arn:aws:iam::${accountId}:root`;

export const platformAdminArn = `arn:aws:iam::${production.accountId}:user/people/platform-admin`;
export const jumpHostArn = roleArnIn(production.accountId, "platform/JumpHost");

/** Teleport's wizard for another cluster left an integration in production too. */
export const stagingCluster = "teleport-staging.acme.test";
export const stagingIntegrationName = "acme-production-staging";
export const stagingIntegrationArn = roleArnIn(production.accountId, "teleport-staging-integration");
