import type { Partition } from "#lib/domain/aws/types.ts";

import { accountLabel, enrollmentLabel, integrationLabel } from "./labels.ts";
import { consoleUris } from "./partition.ts";
import type {
  AppServer,
  Integration,
  Labels,
  LabelSelectors,
  RoleConditions,
  TeleportRole,
} from "./types.ts";

/** The app's address below the cluster's: never with a port, which Teleport's launcher adds by itself. */
export function publicAddress(integration: string, clusterPublicHost: string): string {
  return `${integration}.${clusterPublicHost.replace(/:\d*$/, "")}`;
}

export interface AppServerPlan {
  integration: string;
  accountId: string;
  partition: Partition;
  /** Public host of the cluster; a port is left out. */
  clusterPublicHost: string;
  /** That of the existing app server of this name, else a new random UUID: another one would make a replica. */
  hostId: string;
  /** Labels of the admin's choice; they can't replace ours. */
  extraLabels?: Labels;
}

/** The AWS app of the guide's step 4, for one integration. */
export function buildAppServer(plan: AppServerPlan): AppServer {
  return {
    name: plan.integration,
    hostId: plan.hostId,
    labels: {
      ...plan.extraLabels,
      [accountLabel]: plan.accountId,
      [integrationLabel]: plan.integration,
    },
    uri: consoleUris[plan.partition],
    publicAddr: publicAddress(plan.integration, plan.clusterPublicHost),
    cloud: "AWS",
    integration: plan.integration,
    externalId: null,
    revision: "",
  };
}

const nothing: RoleConditions = { appLabels: {}, appLabelsExpression: "", awsRoleArns: [] };

export interface AccessRolePlan {
  name: string;
  accountId: string;
  arns: readonly string[];
  integration: string;
  /** The account has a second app: the role must match this integration's only. */
  sharesAccount: boolean;
  serverVersion: string;
}

/** The access role of the guide's step 5. */
export function buildAccessRole(plan: AccessRolePlan): TeleportRole {
  const appLabels: LabelSelectors = {
    [accountLabel]: [plan.accountId],
    ...(plan.sharesAccount ? { [integrationLabel]: [plan.integration] } : {}),
  };
  return {
    name: plan.name,
    version: roleVersionFor(plan.serverVersion),
    labels: { [enrollmentLabel]: plan.integration },
    description: "",
    allow: { ...nothing, appLabels, awsRoleArns: [...new Set(plan.arns)] },
    deny: nothing,
    revision: "",
    grantsMore: false,
  };
}

/** An access role as far as the app writes it: what its YAML, its resource and its creation need. */
export type AccessRoleDocument = Pick<TeleportRole, "name" | "version" | "labels"> &
  Pick<RoleConditions, "appLabels" | "awsRoleArns">;

export function accessRoleDocument({ name, version, labels, allow }: TeleportRole): AccessRoleDocument {
  return { name, version, labels, appLabels: allow.appLabels, awsRoleArns: allow.awsRoleArns };
}

export function buildIntegration(name: string, roleArn: string): Integration {
  return { name, subKind: "aws-oidc", roleArn, audience: "", issuerS3Uri: "", revision: "" };
}

/** The role version to write: v8 from Teleport 18, else v7, also where the version can't be read. */
export function roleVersionFor(serverVersion: string): "v7" | "v8" {
  return majorOf(serverVersion) >= 18 ? "v8" : "v7";
}

/** The major version of a server; 0 where it can't be read. */
export function majorOf(serverVersion: string): number {
  return Number(/^v?(\d+)\./.exec(serverVersion)?.[1] ?? 0);
}
