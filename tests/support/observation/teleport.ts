import type {
  AppAddress,
  AppServer,
  ClusterInfo,
  Integration,
  IntegrationPing,
  IssuerInfo,
  TeleportIdentity,
  TeleportRole,
  TeleportUser,
} from "#lib/domain/teleport/types.ts";
import { accountId, clusterName, integrationName, integrationRoleArn, integrationRoleName } from "./names.ts";

export function cluster(over: Partial<ClusterInfo> = {}): ClusterInfo {
  return {
    name: clusterName,
    publicHost: clusterName,
    publicAddress: clusterName,
    serverVersion: "18.2.0",
    webUrl: `https://${clusterName}`,
    tlsRouting: true,
    edition: null,
    ...over,
  };
}

export function teleportIdentity(over: Partial<TeleportIdentity> = {}): TeleportIdentity {
  return {
    userName: "bot-aws-access",
    isBot: true,
    roles: ["aws-access-app"],
    expiresAt: "2026-11-22T11:00:00.000Z",
    notRenewed: false,
    ...over,
  };
}

export function issuer(over: Partial<IssuerInfo> = {}): IssuerInfo {
  return {
    url: `https://${clusterName}`,
    hostAndPath: clusterName,
    expectedUrl: `https://${clusterName}`,
    thumbprint: "b".repeat(40),
    ...over,
  };
}

export function integration(over: Partial<Integration> = {}): Integration {
  return {
    name: integrationName,
    subKind: "aws-oidc",
    roleArn: integrationRoleArn,
    audience: "",
    issuerS3Uri: "",
    revision: "1",
    ...over,
  };
}

export function ping(over: Partial<IntegrationPing> = {}): IntegrationPing {
  return {
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${integrationRoleName}/1700000000`,
    userId: "AROATELEPORTXINTEGRAT:1700000000",
    ...over,
  };
}

export function appServer(over: Partial<AppServer> = {}): AppServer {
  return {
    name: integrationName,
    hostId: "0b5e6f0a-5f5e-4b8a-9a53-1f0b1a4f9c11",
    labels: { aws_account_id: accountId, "aws-access.teleport/integration": integrationName },
    uri: "https://console.aws.amazon.com/",
    publicAddr: `${integrationName}.${clusterName}`,
    cloud: "AWS",
    integration: integrationName,
    externalId: null,
    revision: "1",
    ...over,
  };
}

export function appAddress(over: Partial<AppAddress> = {}): AppAddress {
  return { host: `${integrationName}.${clusterName}`, certificate: null, names: [], resolves: true, ...over };
}

const noConditions = { appLabels: {}, appLabelsExpression: "", awsRoleArns: [] };

export function teleportRole(
  name: string,
  allow: Partial<TeleportRole["allow"]> = {},
  over: Partial<TeleportRole> = {},
): TeleportRole {
  return {
    name,
    version: "v8",
    labels: {},
    description: "",
    allow: { ...noConditions, ...allow },
    deny: noConditions,
    revision: "1",
    grantsMore: false,
    ...over,
  };
}

/** An access role as step 5 makes it. */
export function accessRole(
  name: string,
  roleArn: string,
  allow: Partial<TeleportRole["allow"]> = {},
): TeleportRole {
  return teleportRole(
    name,
    { appLabels: { aws_account_id: [accountId] }, awsRoleArns: [roleArn], ...allow },
    { labels: { "aws-access.teleport/enrollment": integrationName } },
  );
}

export function teleportUser(name: string, over: Partial<TeleportUser> = {}): TeleportUser {
  return {
    name,
    roles: [],
    traits: {},
    sso: null,
    isBot: false,
    isSystem: false,
    locked: false,
    revision: "1",
    ...over,
  };
}

export const viaSso = { connectorType: "saml", connectorId: "okta" };
