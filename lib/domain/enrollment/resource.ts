import type { AppServer, Integration, Labels, LabelSelectors } from "#lib/domain/teleport/types.ts";
import type { Partition, Tag } from "#lib/domain/aws/types.ts";

/** In the order in which they are made; removing runs the other way round. */
export const resourceKinds = [
  "aws/oidc-provider",
  "aws/role",
  "aws/role-trust",
  "aws/inline-policy",
  "aws/role-tag",
  "teleport/integration",
  "teleport/app-server",
  "teleport/access-role",
  "teleport/user-access",
] as const;

export type ResourceKind = (typeof resourceKinds)[number];

/**
 * What each resource holds: the fields that the app reads, compares, writes and journals, and nothing else.
 * Absence is null.
 */
export interface ResourceStates {
  /** id: provider ARN */
  "aws/oidc-provider": {
    url: string;
    audiences: readonly string[];
    thumbprints: readonly string[];
    tags: readonly Tag[];
  };
  /** id: role ARN; `trustPolicy` and `tags` only matter at creation, afterwards they are resources of their own */
  "aws/role": { path: string; description: string; trustPolicy?: string; tags?: readonly Tag[] };
  /** id: role ARN */
  "aws/role-trust": { document: string };
  /** id: role ARN, `#`, policy name */
  "aws/inline-policy": { document: string };
  /** id: role ARN, `#`, tag key */
  "aws/role-tag": { key: string; value: string };
  /** id: name */
  "teleport/integration": Pick<Integration, "subKind" | "roleArn" | "audience" | "issuerS3Uri">;
  /** id: name, `#`, host id */
  "teleport/app-server": Pick<AppServer, "uri" | "publicAddr" | "integration" | "cloud" | "externalId"> & {
    labels: Labels;
  };
  /** id: name */
  "teleport/access-role": {
    version: string;
    labels: Labels;
    appLabels: LabelSelectors;
    awsRoleArns: readonly string[];
  };
  /** id: user name; `roles` are the access roles of enrollments only, `roleArns` the user's `aws_role_arns` trait */
  "teleport/user-access": { roles: readonly string[]; roleArns: readonly string[] };
}

export type ResourceState = ResourceStates[ResourceKind];

export interface ResourceRef<K extends ResourceKind = ResourceKind> {
  kind: K;
  id: string;
}

/** One resource's way from `before` to `after`. Both null never occurs. */
export interface Change<K extends ResourceKind = ResourceKind> {
  /** Unique within the plan, stable for equal plans. */
  key: string;
  resource: ResourceRef<K>;
  before: ResourceStates[K] | null;
  after: ResourceStates[K] | null;
  /** One sentence for people. */
  why: string;
  /** Keys of changes of this plan that must be applied (or already so) before this one. */
  needs: readonly string[];
  /** A wait that follows the write before the next change may start: see `WaitKind`. */
  waitFor?: WaitKind;
  /** What it hands out or builds upon: where one of these is no longer so, right before the write, nothing is written. */
  standsOn?: readonly AnyGround[];
  /** What it takes away was this when it was planned: taking the change back hands out nothing else under the same name. */
  stoodOn?: readonly AnyGround[];
}

/** Another resource as the plan showed it, or as the plan's own change makes it. */
export interface Ground<K extends ResourceKind = ResourceKind> {
  resource: ResourceRef<K>;
  state: ResourceStates[K];
}

export type AnyGround = { [K in ResourceKind]: Ground<K> }[ResourceKind];

/** Facts of the world that a plan waits for after a write, at most 2 minutes. */
export type WaitKind = "ping-by-role-arn" | "ping-by-name";

export type AnyChange = { [K in ResourceKind]: Change<K> }[ResourceKind];

/** Where a plan belongs: every write is refused elsewhere. */
export interface PlanScope {
  cluster: string;
  accountId: string;
  partition: Partition;
  integration: string;
  /** ARN of the integration role: whose statement and Sid are ours. */
  integrationRoleArn: string;
}

export type StepId = "integration" | "permissions" | "trust" | "app" | "access" | "launch";

export interface Plan {
  id: string;
  /** SHA-256 over scope and changes: equal plans have equal hashes. */
  hash: string;
  scope: PlanScope;
  step: StepId | "undo" | "offboard";
  changes: readonly AnyChange[];
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601, one hour later: afterwards it must be made again. */
  expiresAt: string;
  /** Who asked for it. */
  createdBy: string;
  /** For an undo: the run that it takes back. */
  undoes: string | null;
  /** For an undo: how many changes of that run it can't take back as things stand. */
  leaves?: number;
  /** Whom it takes which AWS roles from: once it is done, this can't be seen any more. */
  losses?: readonly PersonLoss[];
}

/** AWS roles that somebody can no longer open. */
export interface PersonLoss {
  user: string;
  roleArns: readonly string[];
}

/** What a step's planning gives: changes, or why there are none. */
export interface PlanDraft {
  scope: PlanScope;
  step: Plan["step"];
  changes: readonly AnyChange[];
  undoes?: string;
  leaves?: number;
  losses?: readonly PersonLoss[];
}

export function resourceId(...parts: readonly string[]): string {
  return parts.join("#");
}

/** Splits an id of two parts; the first part never holds `#`, the second may. */
export function splitResourceId(id: string): readonly [string, string] {
  const at = id.indexOf("#");
  return at < 0 ? [id, ""] : [id.slice(0, at), id.slice(at + 1)];
}
