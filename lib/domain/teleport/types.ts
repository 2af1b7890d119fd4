/** What the proxy and the auth service say about the cluster. */
export interface ClusterInfo {
  name: string;
  /** Public host of the proxy without port: the base of app addresses. */
  publicHost: string;
  /** Public address as the proxy announces it, port included unless 443. */
  publicAddress: string;
  serverVersion: string;
  /** Base URL of links to the cluster's web UI. */
  webUrl: string;
  tlsRouting: boolean;
  edition: string | null;
}

/** Who the app is in Teleport, from its identity file. */
export interface TeleportIdentity {
  userName: string;
  isBot: boolean;
  roles: readonly string[];
  /** ISO 8601: when the client certificate ends. */
  expiresAt: string;
  /** The file has not been rewritten for two renewal intervals. */
  notRenewed: boolean;
}

/** The cluster as an OIDC issuer. */
export interface IssuerInfo {
  /** As the cluster's discovery document says it: https://… */
  url: string;
  /** Host and path: what AWS calls the provider. */
  hostAndPath: string;
  /** What it should be by the public address: differs on a misconfigured cluster. */
  expectedUrl: string;
  /** SHA-1, 40 hex digits; null where it could not be read. */
  thumbprint: string | null;
}

export interface Integration {
  name: string;
  subKind: string;
  roleArn: string;
  /** Empty, or `aws-identity-center`. */
  audience: string;
  issuerS3Uri: string;
  revision: string;
}

/** Answer of AWSOIDCService/Ping. */
export interface IntegrationPing {
  accountId: string;
  arn: string;
  userId: string;
}

export type Labels = Readonly<Record<string, string>>;

export interface AppServer {
  name: string;
  hostId: string;
  labels: Labels;
  uri: string;
  publicAddr: string;
  cloud: string;
  /** Name of the integration; empty for an app that an agent serves. */
  integration: string;
  externalId: string | null;
  revision: string;
}

/** Label selectors: key → values, always lists. */
export type LabelSelectors = Readonly<Record<string, readonly string[]>>;

export interface RoleConditions {
  appLabels: LabelSelectors;
  /** Empty when unset. */
  appLabelsExpression: string;
  awsRoleArns: readonly string[];
  /** Names or patterns of roles that holders may (or, on the deny side, may not) ask for; left out where there are none. */
  requestRoles?: readonly string[];
}

export interface TeleportRole {
  name: string;
  /** `v3` … `v9`. */
  version: string;
  labels: Labels;
  description: string;
  allow: RoleConditions;
  deny: RoleConditions;
  revision: string;
  /** The allow side grants something besides app labels and role ARNs (logins, rules, requests, …). */
  grantsMore: boolean;
}

/** What a role allows or denies on Teleport's own resources. */
export interface RoleRule {
  role: string;
  effect: "allow" | "deny";
  /** Kinds of resources, `*` for all. */
  kinds: readonly string[];
  /** `*` for all. */
  verbs: readonly string[];
  /** It holds under a condition (`where`) that only Teleport evaluates. */
  conditional: boolean;
}

/** An app session that Teleport began for somebody, as its audit log has it: what AWS then said is not in there. */
export interface AppLaunch {
  user: string;
  /** Null where the server names none. */
  app: string | null;
  roleArn: string;
  /** ISO 8601. */
  at: string;
}

export interface LaunchLog {
  /** Newest first. */
  launches: readonly AppLaunch[];
  /** From then on none is missing; ISO 8601. */
  since: string;
}

/** How browsers will meet an app at its own address, as far as this machine can tell. */
export interface AppAddress {
  host: string;
  /** What is wrong with the certificate that the proxy shows under that name; null: nothing. */
  certificate: "other-name" | "untrusted" | "expired" | "none-shown" | null;
  /** The names that it is made out to, where it is another one's. */
  names: readonly string[];
  /** Null: not known, or this machine's name server is not the one that people ask. */
  resolves: boolean | null;
}

export type Traits = Readonly<Record<string, readonly string[]>>;

export interface TeleportUser {
  name: string;
  roles: readonly string[];
  traits: Traits;
  /** Made by an SSO connector: the identity provider rebuilds it at each sign-in. */
  sso: { connectorType: string; connectorId: string } | null;
  /** Machine ID user. */
  isBot: boolean;
  /** Made by Teleport itself. */
  isSystem: boolean;
  locked: boolean;
  /** It is a lock in force that shuts them out, and not failed sign-ins alone. */
  byLock?: true;
  revision: string;
}

/** A lock in force, as far as it can concern people. Empty text: it does not name one. */
export interface TeleportLock {
  user: string;
  role: string;
}
