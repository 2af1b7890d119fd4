import type { Labels, TeleportRole, Traits } from "#lib/domain/teleport/types.ts";

/** Yes, no, or: it depends on something that can't be evaluated here. Unknown is never shown as no. */
export type Verdict = "yes" | "no" | "unknown";

export interface AccessUser {
  name: string;
  roles: readonly string[];
  traits: Traits;
}

export interface AccessApp {
  name: string;
  labels: Labels;
}

export interface AccessInput {
  user: AccessUser;
  /** The cluster's roles; a role that the user lists and that is not among them is skipped, as Teleport does. */
  roles: readonly TeleportRole[];
  apps: readonly AccessApp[];
}

export interface UnknownReason {
  /** What can't be evaluated: a label expression, a pattern that RE2 refuses, or a template function unknown to us. */
  what: "label-expression" | "label-pattern" | "template";
  side: "allow" | "deny";
  role: string;
  /** The expression, pattern or template as the role has it. */
  text: string;
  /** The role ARNs that depend on it; empty where it could bring any ARN, or only the app itself depends on it. */
  arns: readonly string[];
}

export interface GrantedArn {
  arn: string;
  /** The first role of the user, in the order of the user's roles, that matches the app and lists the ARN. */
  via: string;
}

export interface AppAccess {
  app: string;
  /** `unknown`: whether the user sees the app depends on what `unknown` names. */
  listed: "yes" | "unknown";
  /** What the tile certainly offers. */
  roleArns: readonly GrantedArn[];
  unknown: readonly UnknownReason[];
}
