import { development, issuerUrl, production } from "#lib/sandbox/seed/company.ts";

/** Who is who in random accounts. Documents hold these marks; the parts that IAM chooses are put in when it has. */

export const homeId = production.accountId;
export const awayId = development.accountId;
export const strangerId = "999999999999";
export const issuerHost = new URL(issuerUrl).host;
export const audience = "discover.teleport";
export const providerArn = `arn:aws:iam::${homeId}:oidc-provider/${issuerHost}`;

export const hubName = "teleport-integration";
/** Roles that trust policies name beside the integration role: one lives, one is deleted after they were written. */
export const otherRoleName = "ci-deployer";
export const goneRoleName = "left-last-year";

export const roleArnOf = (accountId: string, path: string, name: string) =>
  `arn:aws:iam::${accountId}:role${path}${name}`;

export const marks = {
  hub: "@hub@",
  hubId: "@hub-id@",
} as const;

export interface Hub {
  readonly arn: string;
  /** AROA…; empty while the role is not there yet. */
  readonly id: string;
}

export function filled(document: object, hub: Hub): string {
  return JSON.stringify(document).replaceAll(marks.hubId, hub.id).replaceAll(marks.hub, hub.arn);
}
